// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

/**
 * Tells IP literals from other text, without any name lookup. Stricter than most parsers (no
 * leading zeros, no zone, no port), because what passes must also pass Elasticsearch's {@code ip}
 * type.
 */
final class IpLiteral {
  private static final int MAX_LENGTH = 45;
  private static final int GROUPS = 8;
  private static final int V4_PARTS = 4;

  private IpLiteral() {}

  /** Whether the text is an IPv4 address in four decimal parts or an IPv6 address. */
  static boolean matches(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    return text.indexOf(':') >= 0 ? isV6(text) : isV4(text);
  }

  private static boolean isV4(String text) {
    int start = 0;
    for (int part = 1; part < V4_PARTS; part++) {
      int dot = text.indexOf('.', start);
      if (dot < 0 || !isByte(text, start, dot)) {
        return false;
      }
      start = dot + 1;
    }
    return isByte(text, start, text.length());
  }

  private static boolean isByte(String text, int start, int end) {
    int digits = end - start;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(start) == '0')) {
      return false;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      value = value * 10 + (c - '0');
    }
    return value <= 255;
  }

  private static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    if (text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < GROUPS;
  }

  /** 16-bit groups in the text, or -1 if one is wrong; an IPv4 tail counts for two. */
  private static int groups(String text, boolean tail) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (tail && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        if (!isV4(parts[i])) {
          return -1;
        }
        count += 2;
      } else if (isHexGroup(parts[i])) {
        count++;
      } else {
        return -1;
      }
    }
    return count;
  }

  private static boolean isHexGroup(String part) {
    if (part.isEmpty() || part.length() > 4) {
      return false;
    }
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!hex) {
        return false;
      }
    }
    return true;
  }
}
