// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Rule;
import org.junit.jupiter.api.Test;

class BuiltInIdsTest {
  @Test
  void theseAreTheIdsOfAllDetectors() {
    assertThat(BuiltInIds.ALL)
        .containsExactlyInAnyOrderElementsOf(BuiltInRules.all().stream().map(Rule::id).toList());
  }
}
