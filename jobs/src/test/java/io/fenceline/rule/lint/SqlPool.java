// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.rule.function.RuleFunctions;
import io.fenceline.rule.function.SqlFunction;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlToken.Kind;
import io.fenceline.rule.sql.SqlTokens;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.table.module.CoreModule;

/** Parts of queries by what they are, so that one may stand in the place of another. */
final class SqlPool {
  /** What a part of a query is. */
  enum Part {
    NAME,
    TABLE,
    FUNCTION,
    NUMBER,
    TEXT,
    /** A number in quotes, of an interval. */
    LENGTH,
    UNIT,
    TYPE,
    WINDOW,
    COMPARISON,
    ARITHMETIC,
    LOGIC,
    KEYWORD,
    OTHER,
    /** A call with its arguments. */
    CALL,
    /** A query in brackets. */
    QUERY,
    /** Anything else in brackets. */
    GROUP,
    /** WHERE and the like, up to the next. */
    CLAUSE
  }

  private static final Set<String> UNITS =
      Set.of("SECOND", "SECONDS", "MINUTE", "MINUTES", "HOUR", "HOURS", "DAY", "DAYS", "MONTH");
  private static final Set<String> TYPES =
      Set.of(
          "BIGINT",
          "INT",
          "SMALLINT",
          "DOUBLE",
          "FLOAT",
          "STRING",
          "BOOLEAN",
          "BYTES",
          "VARIANT",
          "DATE",
          "VARCHAR",
          "DECIMAL");
  private static final Set<String> WINDOWS = Set.of("TUMBLE", "HOP", "CUMULATE", "SESSION");
  private static final Set<String> KEYWORDS =
      Set.of(
          ("SELECT FROM WHERE GROUP BY HAVING ORDER PARTITION OVER RANGE ROWS BETWEEN PRECEDING"
                  + " FOLLOWING CURRENT ROW AND OR NOT IN IS NULL TRUE FALSE AS ON JOIN LEFT RIGHT"
                  + " FULL INNER CROSS CASE WHEN THEN ELSE END WITH UNION ALL DISTINCT EXISTS LIKE"
                  + " INTERVAL MATCH_RECOGNIZE MEASURES PATTERN DEFINE WITHIN AFTER MATCH SKIP PAST"
                  + " LAST FIRST ONE PER TO NEXT TABLE DESCRIPTOR ARRAY MAP CAST TRY_CAST UNNEST"
                  + " LATERAL VALUES LIMIT TIMESTAMP UNBOUNDED ASC DESC FILTER ROW_NUMBER"
                  + " INTERSECT EXCEPT")
              .split(" "));

  /** What a clause begins with. */
  static final Set<String> CLAUSES =
      Set.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "PARTITION",
          "RANGE",
          "MEASURES",
          "ONE",
          "AFTER",
          "PATTERN",
          "WITHIN",
          "DEFINE",
          "ON",
          "LIMIT",
          "UNION",
          "JOIN");

  /** What the queries that ship do not say. */
  private static final Map<Part, List<String>> MORE =
      Map.of(
          Part.NUMBER, List.of("0", "-1", "1e400", "99999999999999999999", "0.1", "NULL", "1e-9"),
          Part.LENGTH, List.of("'0'", "'-1'", "'9'", "'100000'", "'99999999999'", "'1:30'", "'x'"),
          Part.TEXT,
              List.of("''", "'x'", "'-1'", "'\ud83d\ude00'", "'1e3'", "'a''b'", "'%'", "NULL"),
          Part.COMPARISON,
              List.of("LIKE", "IS DISTINCT FROM", "IS NOT DISTINCT FROM", "SIMILAR TO"),
          Part.ARITHMETIC, List.of("||", "%", "* 1e300 *", "/ 0 *"),
          Part.TYPE, List.of("TIMESTAMP(3)", "TIMESTAMP_LTZ(3)", "ARRAY<INT>", "DECIMAL(38, 18)"),
          Part.CALL,
              List.of(
                  "COUNT(*)",
                  "COUNT(DISTINCT client)",
                  "RAND()",
                  "NOW()",
                  "UUID()",
                  "PROCTIME()",
                  "CAST(NULL AS INT)",
                  "CASE WHEN TRUE THEN 1 ELSE 2 END",
                  "ARRAY[1][0]",
                  "hmac('k', client)",
                  "COUNT(*) FILTER (WHERE TRUE)",
                  "LAG(client) OVER w",
                  "ROW_NUMBER() OVER (PARTITION BY client ORDER BY event_time)",
                  "MAP['a', 1]['b']",
                  "COLLECT(client)",
                  "LISTAGG(client)",
                  "event_time + INTERVAL '1' HOUR"),
          Part.CLAUSE,
              List.of(
                  "ORDER BY event_time",
                  "LIMIT 5",
                  "GROUP BY client",
                  "HAVING COUNT(*) > 1",
                  "WHERE client IN (SELECT client FROM alerts)",
                  "WHERE EXISTS (SELECT 1)",
                  "GROUP BY GROUPING SETS ((client), ())",
                  "JOIN signals s ON s.client = client",
                  "LEFT JOIN model_windows w ON TRUE",
                  "UNION ALL SELECT * FROM alerts",
                  "FROM enriched_events CROSS JOIN UNNEST(fingerprint)",
                  "PATTERN (A+ B)",
                  "PATTERN (A* B?)",
                  "PATTERN (A{100000} B)",
                  "WITHIN INTERVAL '30' DAY",
                  "AFTER MATCH SKIP TO NEXT ROW",
                  "ROWS BETWEEN 9 PRECEDING AND CURRENT ROW"),
          Part.QUERY,
              List.of("(SELECT 1)", "(SELECT DISTINCT client FROM signals)", "(VALUES (1))"));

  private final Map<Part, List<String>> parts = new EnumMap<>(Part.class);

  SqlPool(List<String> queries) {
    MORE.forEach((part, texts) -> texts.forEach(text -> add(part, text)));
    for (RuleTable<?> table : RuleTables.all()) {
      add(Part.TABLE, table.name());
      table.columns().forEach(column -> add(Part.NAME, "`" + column.name() + "`"));
    }
    new TreeSet<>(CoreModule.INSTANCE.listFunctions())
        .stream().filter(name -> name.matches("\\w+")).forEach(name -> add(Part.FUNCTION, name));
    RuleFunctions.all()
        .forEach(
            function ->
                add(Part.FUNCTION, function.getClass().getAnnotation(SqlFunction.class).name()));
    queries.forEach(this::learn);
  }

  private void learn(String query) {
    List<SqlToken> tokens = SqlTokens.of(query);
    for (int i = 0; i < tokens.size(); i++) {
      Part part = partOf(tokens, i);
      add(part, query.substring(tokens.get(i).start(), tokens.get(i).end()));
      if (tokens.get(i).is("(")) {
        int close = close(tokens, i);
        add(isQuery(tokens, i) ? Part.QUERY : Part.GROUP, text(query, tokens, i, close));
        if (i > 0 && partOf(tokens, i - 1) == Part.FUNCTION) {
          add(Part.CALL, text(query, tokens, i - 1, close));
        }
      } else if (isClause(tokens, i)) {
        add(Part.CLAUSE, text(query, tokens, i, clauseEnd(tokens, i)));
      }
    }
  }

  private void add(Part part, String text) {
    parts.computeIfAbsent(part, any -> new ArrayList<>()).add(text);
  }

  /** All of a kind, each as often as it occurs. */
  List<String> of(Part part) {
    return parts.getOrDefault(part, List.of("x"));
  }

  /** All clauses that begin with a word. */
  List<String> clauses(String head) {
    return of(Part.CLAUSE).stream().filter(text -> text.startsWith(head)).toList();
  }

  /** What a word is. */
  static Part partOf(List<SqlToken> tokens, int at) {
    SqlToken token = tokens.get(at);
    if (token.kind() == Kind.NUMBER) {
      return Part.NUMBER;
    } else if (token.kind() == Kind.STRING) {
      return at > 0 && tokens.get(at - 1).is("INTERVAL") ? Part.LENGTH : Part.TEXT;
    } else if (token.kind() == Kind.QUOTED) {
      return Part.NAME;
    } else if (token.kind() == Kind.SYMBOL) {
      return symbol(token.text());
    } else if (token.kind() != Kind.WORD) {
      return Part.OTHER;
    }
    String word = token.text().toUpperCase(Locale.ROOT);
    if (token.isOneOf("AND", "OR")) {
      return Part.LOGIC;
    } else if (KEYWORDS.contains(word)) {
      return Part.KEYWORD;
    } else if (UNITS.contains(word)) {
      return Part.UNIT;
    } else if (TYPES.contains(word)) {
      return Part.TYPE;
    } else if (WINDOWS.contains(word)) {
      return Part.WINDOW;
    } else if (RuleTables.all().stream().anyMatch(table -> table.name().equals(token.text()))) {
      return Part.TABLE;
    }
    return at + 1 < tokens.size() && tokens.get(at + 1).is("(") ? Part.FUNCTION : Part.NAME;
  }

  private static Part symbol(String text) {
    return switch (text) {
      case "=", "<>", "<", "<=", ">", ">=" -> Part.COMPARISON;
      case "+", "-", "*", "/" -> Part.ARITHMETIC;
      default -> Part.OTHER;
    };
  }

  static boolean isQuery(List<SqlToken> tokens, int open) {
    return open + 1 < tokens.size() && tokens.get(open + 1).isOneOf("SELECT", "WITH", "VALUES");
  }

  static boolean isClause(List<SqlToken> tokens, int at) {
    return CLAUSES.contains(tokens.get(at).text().toUpperCase(Locale.ROOT));
  }

  /** The bracket that closes this one, or the last word. */
  static int close(List<SqlToken> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return tokens.size() - 1;
  }

  /** The last word of a clause: before the next one at its depth, or a bracket that ends it. */
  static int clauseEnd(List<SqlToken> tokens, int from) {
    int depth = 0;
    for (int i = from + 1; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth < 0 || depth == 0 && isClause(tokens, i)) {
        return i - 1;
      }
    }
    return tokens.size() - 1;
  }

  /** What stands from one word to another. */
  static String text(String query, List<SqlToken> tokens, int first, int last) {
    return query.substring(tokens.get(first).start(), tokens.get(last).end());
  }
}
