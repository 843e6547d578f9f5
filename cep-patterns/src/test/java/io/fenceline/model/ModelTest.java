// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelTest {

  @Test
  void aKeyIsTenantAndNameAsTheyAre() {
    assertThat(model("acme", "digits-v1").key()).isEqualTo("acme\u001fdigits-v1");
    assertThat(model("", "digits-v1").keyOf(new Client("ak_1", "", "")))
        .isEqualTo("\u001fdigits-v1\u001fkey:ak_1");
  }

  @Test
  void noTwoModelsShareAKeyWhateverTheirNamesHold() {
    assertThat(model("a\u001fb", "c").key()).isNotEqualTo(model("a", "b\u001fc").key());
    assertThat(model("a\u001e", "c").key()).isNotEqualTo(model("a", "\u001ec").key());
    assertThat(model("", "a\u001e-").key()).isNotEqualTo(model("", "a\u001f").key());
    assertThat(model("", "a\u001e\u001e").key()).isNotEqualTo(model("", "a\u001e").key());
  }

  @Test
  void noClientOfOneModelIsTakenForOneOfAnother() {
    Client known = new Client("", "", "x");
    Client odd = new Client("", "", "x\u001fip:x");

    assertThat(model("", "m\u001fip:x").keyOf(known)).isNotEqualTo(model("", "m").keyOf(odd));
  }

  private static Model model(String tenant, String name) {
    return new Model(name, "1", "", tenant);
  }
}
