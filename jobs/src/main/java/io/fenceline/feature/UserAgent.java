// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

/** The software that a client says it is. */
public final class UserAgent {
  private UserAgent() {}

  /** The user agent less digits and dots: an update is no new software. */
  public static String withoutVersions(String userAgent) {
    StringBuilder name = new StringBuilder(userAgent.length());
    for (int i = 0; i < userAgent.length(); i++) {
      char c = userAgent.charAt(i);
      if (isName(c)) {
        name.append(c);
      }
    }
    return name.toString();
  }

  /** {@link StableHash#of} of that, which is not put together for it; 0 if nothing is left. */
  public static long hashWithoutVersions(String userAgent) {
    long hash = StableHash.begin();
    boolean empty = true;
    for (int i = 0; i < userAgent.length(); i++) {
      char c = userAgent.charAt(i);
      if (isName(c)) {
        hash = StableHash.next(hash, c);
        empty = false;
      }
    }
    return empty ? 0 : StableHash.mix(hash);
  }

  private static boolean isName(char c) {
    return c != '.' && !Character.isDigit(c);
  }
}
