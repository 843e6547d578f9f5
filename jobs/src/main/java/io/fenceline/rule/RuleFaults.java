// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one rule, so that its author sees all of it at once. */
final class RuleFaults {
  /** More than this helps nobody. */
  static final int MOST = 50;

  private static final int LONGEST_QUOTE = 60;

  private final String rule;
  private final List<RuleFault> found = new ArrayList<>();

  RuleFaults(String rule) {
    this.rule = rule;
  }

  void add(Place place, String reason, String mend) {
    if (!isFull()) {
      found.add(new RuleFault(place, rule, reason, mend));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether further faults are no longer kept, so that looking for them is in vain. */
  boolean isFull() {
    return found.size() >= MOST;
  }

  List<RuleFault> found() {
    return List.copyOf(found);
  }

  /** The text as a message shows it: in quotes, not too long. */
  static String quote(String text) {
    return "'"
        + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text)
        + "'";
  }
}
