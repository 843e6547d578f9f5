// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Finds the tables that a query reads, before there are any. */
public final class ReadTables {
  private ReadTables() {}

  /**
   * Names, in lower case, that stand where only a table may: behind FROM, JOIN, TABLE, or a comma
   * that follows such a name. Names that the query makes itself are among them.
   */
  public static Set<String> of(String sql) {
    Set<String> names = new TreeSet<>();
    List<SqlToken> tokens = SqlTokens.of(sql);
    boolean inList = false;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean leads = tokens.get(i).isOneOf("FROM", "JOIN", "TABLE");
      SqlToken next = tokens.get(i + 1);
      if ((leads || (inList && tokens.get(i).is(","))) && next.isName()) {
        names.add(next.text().toLowerCase(Locale.ROOT));
        inList = true;
        i++;
      } else if (tokens
          .get(i)
          .isOneOf("WHERE", "ON", "GROUP", "SELECT", "(", ")", "MATCH_RECOGNIZE")) {
        inList = false;
      }
    }
    return names;
  }
}
