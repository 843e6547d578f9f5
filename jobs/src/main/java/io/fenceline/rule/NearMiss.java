// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the events of a hit are changed so that it should be none. */
public enum NearMiss {
  /** Half of the events are another entity's. */
  OTHER_ENTITY,
  /** The events come in the reversed order. */
  REVERSED,
  /** The events are spread over more than the rule's window. */
  OUTSIDE_WINDOW,
  /** The last event arrives later than the job waits. */
  LATE;

  /** As rule files write it: {@code other_entity}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words, in order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(NearMiss::word).toList();
  }
}
