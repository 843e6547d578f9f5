// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Bounds for text that a stranger may have chosen, so that no value can make Elasticsearch refuse
 * the document that holds it: a keyword term has at most 32,766 bytes. Tables for rules hold the
 * same bounded text, so that a rule sees no other value in the job than over the documents.
 */
public final class DocumentText {
  /** Longest value in characters: three bytes each stay below the limit of a term. */
  public static final int MAX_VALUE = 8_191;

  /** Longest key of an open map: key and value together are one term. */
  public static final int MAX_KEY = 1_024;

  /** Entries of an open map beyond this many are left out. */
  public static final int MAX_ENTRIES = 64;

  private static final char REPLACEMENT = '\ufffd';
  private static final char ELLIPSIS = '…';

  private DocumentText() {}

  /** At most {@link #MAX_VALUE} characters, an ellipsis where it was cut, no half characters. */
  public static String value(String text) {
    return bounded(text, MAX_VALUE);
  }

  /** The same for a key; Elasticsearch keeps the zero character for itself. */
  public static String key(String text) {
    return bounded(text, MAX_KEY).replace('\0', REPLACEMENT);
  }

  /**
   * An open map in order of its keys, at most {@value #MAX_ENTRIES} entries, the keys bounded: two
   * long keys may be one after the cut, and no reader takes a key twice, so the first stays.
   */
  public static <T> Map<String, T> entries(Map<String, T> map) {
    Map<String, T> sorted = new TreeMap<>(map);
    if (map.size() <= MAX_ENTRIES && areBounded(map.keySet())) {
      return sorted;
    }
    Map<String, T> kept = new LinkedHashMap<>();
    for (Map.Entry<String, T> entry : sorted.entrySet()) {
      if (kept.size() == MAX_ENTRIES) {
        break;
      }
      kept.putIfAbsent(key(entry.getKey()), entry.getValue());
    }
    return kept;
  }

  private static boolean areBounded(Set<String> keys) {
    for (String key : keys) {
      if (!key(key).equals(key)) {
        return false;
      }
    }
    return true;
  }

  private static String bounded(String text, int limit) {
    String cut = text;
    if (text.length() > limit) {
      int end = limit - 1;
      if (Character.isHighSurrogate(text.charAt(end - 1))) {
        end--;
      }
      cut = text.substring(0, end) + ELLIPSIS;
    }
    return whole(cut);
  }

  /** Replaces surrogates that lost their other half: UTF-8 cannot say them. */
  private static String whole(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (mended == null) {
        mended = new StringBuilder(text);
      }
      mended.setCharAt(i, REPLACEMENT);
    }
    return mended == null ? text : mended.toString();
  }
}
