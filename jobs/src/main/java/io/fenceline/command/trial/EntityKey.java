// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the key by which detections are grouped: of a client or a model its parts, of another
 * entity each value behind its length, as in {@code rule some-id 3:abc 0:}.
 */
final class EntityKey {
  private static final Pattern OWN = Pattern.compile("rule [a-z0-9-]+");
  private static final Pattern LENGTH = Pattern.compile(" (\\d{1,9}):");

  private EntityKey() {}

  /** The values of the entity's columns, in order; empty if it is no such key. */
  static List<String> values(String key) {
    Matcher own = OWN.matcher(key);
    if (!own.lookingAt()) {
      return List.of(key.split("\u001f", -1));
    }
    List<String> values = new ArrayList<>();
    Matcher length = LENGTH.matcher(key);
    int at = own.end();
    while (at < key.length()) {
      length.region(at, key.length());
      if (!length.lookingAt()) {
        return List.of();
      }
      int end = Math.min(key.length(), length.end() + Integer.parseInt(length.group(1)));
      values.add(key.substring(length.end(), end));
      at = end;
    }
    return values;
  }
}
