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
      if (c != '.' && !Character.isDigit(c)) {
        name.append(c);
      }
    }
    return name.toString();
  }
}
