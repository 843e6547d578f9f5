// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.RuleFault;
import io.fenceline.rule.SqlRule;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlTokens;
import io.fenceline.yaml.Place;
import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlFile;
import io.fenceline.yaml.YamlNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What lint finds in one rule, and where in its files things stand. */
final class Findings {
  private final SqlRule rule;
  private final List<SqlToken> tokens;
  private final Map<String, YamlNode.Entry> keys;
  private final Set<RuleFault> found = new LinkedHashSet<>();

  Findings(SqlRule rule) {
    this.rule = rule;
    tokens = SqlTokens.of(rule.source().sql());
    keys = keys(rule);
  }

  private static Map<String, YamlNode.Entry> keys(SqlRule rule) {
    try {
      return YamlFile.read(rule.source().ymlFile(), rule.source().yml()).entries();
    } catch (YamlFault alreadySaid) {
      return Map.of();
    }
  }

  SqlRule rule() {
    return rule;
  }

  /** Whether there is a description at all; if not, that has been said. */
  boolean readable() {
    return !keys.isEmpty();
  }

  /** The words of the query. */
  List<SqlToken> tokens() {
    return tokens;
  }

  /** Something is wrong in a line of the query. */
  void sql(int line, String reason, String mend) {
    found.add(new RuleFault(new Place(rule.source().sqlFile(), line), rule.id(), reason, mend));
  }

  /** Something is wrong with the query where the first of these words that it has stands. */
  void sqlNear(List<String> words, String reason, String mend) {
    for (String word : words) {
      for (SqlToken token : tokens) {
        if (token.is(word)) {
          sql(token.line(), reason, mend);
          return;
        }
      }
    }
    sql(1, reason, mend);
  }

  /** Something is wrong with a key of the description. */
  void yml(String key, String reason, String mend) {
    int line = keys.containsKey(key) ? keys.get(key).key().line() : 1;
    yml(new Place(rule.source().ymlFile(), line), reason, mend);
  }

  /** Something is wrong in a place of the description. */
  void yml(Place place, String reason, String mend) {
    found.add(new RuleFault(place, rule.id(), reason, mend));
  }

  /** What else was found in the same rule. */
  void add(Findings more) {
    found.addAll(more.found);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<RuleFault> found() {
    return List.copyOf(found);
  }
}
