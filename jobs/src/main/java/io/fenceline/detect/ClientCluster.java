// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.StableHash;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Model;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a client shares with others of the model: its network (the first 24 bits of an IPv4 address,
 * 48 of an IPv6 address) and its software as it names itself. A pseudonym has no network.
 */
final class ClientCluster {
  private static final Pattern V4 = Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]{2,39}");
  private static final int PREFIX_BYTES = 6;

  private ClientCluster() {}

  /** Names of the clusters, each unique over all models; none if nothing is known. */
  static List<String> of(InferenceEvent event) {
    List<String> clusters = new ArrayList<>(2);
    String network = network(event.client().sourceIp());
    String model = event.model().key() + Model.SEPARATOR;
    if (!network.isEmpty()) {
      clusters.add(model + "network " + network);
    }
    String agent = event.context().userAgent();
    if (!agent.isEmpty()) {
      // The text is the client's own: a hash keeps it short and harmless.
      clusters.add(model + "agent " + HexFormat.of().toHexDigits(StableHash.of(agent)));
    }
    return clusters;
  }

  /** {@code 192.0.2.0/24} or {@code 2001:db8:1::/48}, empty if the text is no address. */
  static String network(String address) {
    var v4 = V4.matcher(address);
    if (v4.matches()) {
      return v4.group(1) + ".0/24";
    }
    if (!V6.matcher(address).matches() || address.indexOf(':') < 0) {
      return "";
    }
    try {
      // With a colon and hexadecimal digits only it is a literal: no name is looked up.
      if (InetAddress.getByName(address) instanceof Inet6Address literal) {
        HexFormat hex = HexFormat.of();
        String prefix = hex.formatHex(literal.getAddress(), 0, PREFIX_BYTES);
        return prefix.substring(0, 4)
            + ':'
            + prefix.substring(4, 8)
            + ':'
            + prefix.substring(8)
            + "::/48";
      }
    } catch (UnknownHostException notAnAddress) {
      return "";
    }
    return "";
  }
}
