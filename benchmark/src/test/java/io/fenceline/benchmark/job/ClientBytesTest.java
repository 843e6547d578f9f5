// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClientBytesTest {
  @Test
  void whatGroupsOfRequestsHaveIsTheClientsAndWhatModelsHaveIsNobodys() {
    ClientBytes bytes =
        ClientBytes.of(
            Map.of(
                "baseline-client", Map.of("a", 100L, "b", 10L),
                "detect-boundary", Map.of("a\u001f1", 5L, "a\u001f2", 6L, "c\u001f1", 7L),
                "baseline-model", Map.of("digits", 1_000L)));

    assertThat(bytes.all()).isEqualTo(Map.of("a", 111L, "b", 10L));
    assertThat(bytes.operators())
        .isEqualTo(
            Map.of(
                "baseline-client", Map.of("a", 100L, "b", 10L),
                "detect-boundary", Map.of("a", 11L)));
  }

  @Test
  void withoutAnyClientNothingWasMeasured() {
    assertThatThrownBy(() -> ClientBytes.of(Map.of("baseline-model", Map.of("digits", 1L))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no client has state");
  }

  @Test
  void aShareIsByNearestRank() {
    Map<String, Long> clients = new TreeMap<>();
    for (long i = 1; i <= 200; i++) {
      clients.put("client " + i, i);
    }

    assertThat(ClientBytes.share(clients, 0.5)).isEqualTo(100);
    assertThat(ClientBytes.share(clients, 0.99)).isEqualTo(198);
    assertThat(ClientBytes.share(clients, 1)).isEqualTo(200);
    assertThat(ClientBytes.share(Map.of("one", 7L), 0.5)).isEqualTo(7);
  }
}
