// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113",
    "203.0.113.250, 203.0.113",
    "::ffff:203.0.113.7, 203.0.113",
    "2001:db8:7:1::9, 2001:db8:7",
    "2001:0DB8:0007:0001:0:0:0:9, 2001:db8:7",
    "2001:db8::9, 2001:db8:0",
    "2001::1:2:3:4:5:6, 2001:0:1",
    "::1, 0:0:0",
    "gateway-7, gateway-7",
    "10.0.0, 10.0.0",
    "1.2.3.4.5, 1.2.3.4.5",
  })
  void anAddressBelongsToItsNetwork(String address, String network) {
    assertThat(NetworkPrefix.of(address)).isEqualTo(network);
    assertThat(NetworkPrefix.hashOf(address))
        .isEqualTo(network == null || network.isEmpty() ? 0 : StableHash.of(network));
  }

  @Property
  void hostileTextIsAPlaceOfItsOwn(@ForAll String text) {
    assertThatCode(() -> NetworkPrefix.of(text)).doesNotThrowAnyException();
  }

  @Property
  void nearlyAddressesDoNoHarm(@ForAll @CharRange(from = '.', to = ':') String text) {
    assertThatCode(() -> NetworkPrefix.of(text)).doesNotThrowAnyException();
  }
}
