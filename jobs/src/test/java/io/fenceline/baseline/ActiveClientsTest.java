// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActiveClientsTest {
  private static final long WINDOW = 300_000;

  private ActiveClients clients;

  @BeforeEach
  void nobodyYet() {
    clients = new ActiveClients(WINDOW);
  }

  @Test
  void theFirstWindowCountsWhileItRuns() {
    assertThat(clients.count()).isZero();
    clients.seen("a", 10);
    clients.seen("b", 20);
    clients.seen("a", 30);
    assertThat(clients.count()).isEqualTo(2);
  }

  @Test
  void afterwardsTheLastWholeWindowCounts() {
    clients.seen("a", 10);
    clients.seen("b", 20);
    clients.seen("c", WINDOW);
    assertThat(clients.count()).isEqualTo(2);
    clients.seen("c", 2 * WINDOW);
    assertThat(clients.count()).isEqualTo(1);
  }

  @Test
  void aWindowInWhichNobodyCameIsEmpty() {
    clients.seen("a", 10);
    clients.seen("b", 5 * WINDOW);
    assertThat(clients.count()).isZero();
  }
}
