// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

import java.util.Locale;
import java.util.regex.Pattern;

/** The network that a source address belongs to, as far as the address tells. */
public final class NetworkPrefix {
  private static final int IPV4_DOTS = 3;
  private static final int IPV4_DIGITS = 3;
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:]*(?:\\d[\\d.]*)?");
  private static final int GROUPS = 8;
  private static final int SITE = 3;

  private NetworkPrefix() {}

  /**
   * The first 24 bits of an IPv4 literal ({@code 203.0.113}), the first 48 of an IPv6 literal
   * ({@code 2001:db8:7}), else the text itself: a name or a pseudonym is a place of its own. Looks
   * nothing up.
   */
  public static String of(String address) {
    if (isIpv4(address)) {
      return address.substring(0, address.lastIndexOf('.'));
    }
    String text = address.toLowerCase(Locale.ROOT);
    int colon = text.lastIndexOf(':');
    String last = text.substring(colon + 1);
    if (text.startsWith("::ffff:") && isIpv4(last)) {
      return last.substring(0, last.lastIndexOf('.'));
    }
    return IPV6.matcher(text).matches() ? site(text) : text;
  }

  /** {@link StableHash#of} of that; 0 if there is no address. */
  public static long hashOf(String address) {
    if (isIpv4(address)) {
      return StableHash.of(address, 0, address.lastIndexOf('.'));
    }
    return address.isEmpty() ? 0 : StableHash.of(of(address));
  }

  /** Four groups of one to three ASCII digits each, whatever their values. */
  private static boolean isIpv4(String text) {
    int dots = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && digits > 0) {
        dots++;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < IPV4_DIGITS) {
        digits++;
      } else {
        return false;
      }
    }
    return dots == IPV4_DOTS && digits > 0;
  }

  private static String site(String text) {
    int gap = text.indexOf("::");
    String[] head = groups(gap < 0 ? text : text.substring(0, gap));
    String[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
    int tailFrom = GROUPS - tail.length;
    StringBuilder site = new StringBuilder();
    for (int i = 0; i < SITE; i++) {
      String group = "";
      if (i < head.length) {
        group = head[i];
      } else if (i >= tailFrom) {
        group = tail[i - tailFrom];
      }
      site.append(i == 0 ? "" : ":").append(withoutLeadingZeros(group));
    }
    return site.toString();
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", GROUPS + 1);
  }

  private static String withoutLeadingZeros(String group) {
    int from = 0;
    while (from < group.length() - 1 && group.charAt(from) == '0') {
      from++;
    }
    return group.isEmpty() ? "0" : group.substring(from);
  }
}
