// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentence of a rule's alerts.
 *
 * @param parts text before, between and behind the columns, one more than there are columns
 * @param columns in lower case, in the order in which they stand
 */
record ReasonTemplate(List<String> parts, List<String> columns) implements Serializable {
  private static final Pattern COLUMN = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /** Gives the value of a column. */
  interface Values {
    /** Null if the row has none. */
    Object of(String column);
  }

  /** Takes {@code {column}} for a column and everything else as it stands. */
  static ReasonTemplate of(String text) {
    List<String> parts = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    Matcher matcher = COLUMN.matcher(text);
    int end = 0;
    while (matcher.find()) {
      parts.add(text.substring(end, matcher.start()));
      columns.add(matcher.group(1).toLowerCase(Locale.ROOT));
      end = matcher.end();
    }
    parts.add(text.substring(end));
    return new ReasonTemplate(List.copyOf(parts), List.copyOf(columns));
  }

  /** The sentence for one row. */
  String fill(Values values) {
    StringBuilder text = new StringBuilder(parts.get(0));
    for (int i = 0; i < columns.size(); i++) {
      text.append(ReasonText.of(values.of(columns.get(i)))).append(parts.get(i + 1));
    }
    return ReasonText.visible(text.toString(), ReasonText.LONGEST);
  }
}
