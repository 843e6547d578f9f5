// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ClientTest {
  @Property
  void clientsAreTheSameIfTheirIdsAre(
      @ForAll("clients") Client client, @ForAll("clients") Client other) {
    assertThat(client.isSame(other)).isEqualTo(client.id().equals(other.id()));
  }

  @Provide
  Arbitrary<Client> clients() {
    Arbitrary<String> part = Arbitraries.of("", "a", "b", "key:a", ":", "ip:");
    return Combinators.combine(part, part, part).as(Client::new);
  }
}
