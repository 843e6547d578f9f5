// SPDX-License-Identifier: Apache-2.0
package io.fenceline.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what somebody meant who wrote a name that does not exist. */
public final class NearestName {
  private static final int LONGEST = 200;
  private static final int SHORT = 5;
  private static final int LONG = 9;

  private NearestName() {}

  /**
   * {@code "; did you mean 'known'?"} for the known name nearest to {@code name}, or nothing if
   * none is near, or it is this one, which then is known elsewhere.
   */
  public static String suggestion(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= tolerance(name, candidate))
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(candidate -> !candidate.equals(name))
        .map(candidate -> "; did you mean '" + candidate + "'?")
        .orElse("");
  }

  /**
   * True if {@code path} looks like {@code known} with a slip: as many dotted parts, each of them
   * equal or, if long enough to tell a slip from another word, one or two edits away.
   */
  public static boolean isSlipOf(String path, String known) {
    String[] parts = path.split("\\.", -1);
    String[] knownParts = known.split("\\.", -1);
    if (parts.length != knownParts.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      int allowed = knownParts[i].length() < SHORT ? 0 : knownParts[i].length() < LONG ? 1 : 2;
      if (distance(parts[i], knownParts[i]) > allowed) {
        return false;
      }
    }
    return true;
  }

  /** A third of the name may be wrong, or its front missing ({@code class} for {@code a.class}). */
  private static int tolerance(String name, String candidate) {
    boolean lastPart = candidate.endsWith("." + name);
    return lastPart ? candidate.length() : Math.max(2, name.length() / 3);
  }

  /** Edits (insert, delete, replace) between the two, where case and {@code _-} make none. */
  static int distance(String left, String right) {
    String a = plain(left);
    String b = plain(right);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String plain(String name) {
    String bounded = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    return bounded.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
