// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwaspRiskTest {
  @Test
  void aRiskIsFoundByItsIdOf2025() {
    assertThat(OwaspRisk.ofId("LLM10")).contains(OwaspRisk.LLM10);
    assertThat(OwaspRisk.ofId("LLM11")).isEmpty();
    assertThat(OwaspRisk.LLM10.title()).isEqualTo("Unbounded Consumption");
  }

  @Test
  void theEditionOf2026HasTheSameIdsInAnotherOrder() {
    List<String> ids = Arrays.stream(OwaspRisk.values()).map(OwaspRisk::id).toList();

    assertThat(Arrays.stream(OwaspRisk.values()).map(OwaspRisk::idIn2026))
        .containsExactlyInAnyOrderElementsOf(ids);
  }
}
