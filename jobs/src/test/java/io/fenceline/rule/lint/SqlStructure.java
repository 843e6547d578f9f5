// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.lint;

import io.fenceline.fuzz.Mutations;
import io.fenceline.rule.lint.SqlPool.Part;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Changes a query as SQL, so that most of what it makes can be parsed: a word for another of its
 * kind, a bracket for a bracket, a clause for a clause.
 */
final class SqlStructure implements Mutations.Structure {
  private static final List<String> AROUND =
      List.of(
          "SELECT * FROM (%s)",
          "SELECT DISTINCT * FROM (%s)",
          "SELECT * FROM (%s) LIMIT 3",
          "SELECT * FROM (%s) ORDER BY event_time",
          "SELECT *, NOW() AS t FROM (%s)",
          "WITH q AS (%s) SELECT * FROM q",
          "WITH q AS (%s) SELECT a.* FROM q a JOIN q b ON a.client = b.client",
          "%1$s UNION ALL %1$s",
          "%s;");

  private static final List<String> OF_A_NAME =
      List.of(
          "CAST(%s AS %s)",
          "TRY_CAST(%s AS %s)",
          "COALESCE(%s, NULL)",
          "NULLIF(%s, %1$s)",
          "ARRAY[%s]",
          "(%s + 1)",
          "%s IS NULL",
          "NOT %s",
          "LAST(%s, 1)",
          "x.%s",
          "%s[1]",
          "%s AS `value`");

  private final SqlPool pool;

  SqlStructure(List<String> queries) {
    pool = new SqlPool(queries);
  }

  @Override
  public String changed(String query, SplittableRandom random) {
    List<SqlToken> tokens = SqlTokens.of(query);
    if (tokens.isEmpty()) {
      return any(pool.of(Part.QUERY), random);
    }
    int at = random.nextInt(tokens.size());
    return switch (random.nextInt(24)) {
      case 0 -> spliced(query, tokens, at, at, "");
      case 1 ->
          spliced(query, tokens, at, at, text(query, tokens, at) + " " + text(query, tokens, at));
      case 2, 3, 4 -> swapped(query, tokens, meaning(tokens, at, random), random);
      case 5, 6 -> bracket(query, tokens, random);
      case 7, 8, 9 -> clause(query, tokens, random);
      case 10 -> any(AROUND, random).formatted(query);
      case 11, 12 -> name(query, tokens, random);
      default -> replaced(query, tokens, meaning(tokens, at, random), random);
    };
  }

  /** A word that means something by itself, of each kind as often as of others. */
  private static int meaning(List<SqlToken> tokens, int at, SplittableRandom random) {
    List<Part> parts =
        IntStream.range(0, tokens.size())
            .mapToObj(i -> SqlPool.partOf(tokens, i))
            .filter(part -> part != Part.KEYWORD && part != Part.OTHER)
            .distinct()
            .toList();
    if (parts.isEmpty()) {
      return at;
    }
    Part part = any(parts, random);
    return one(tokens, i -> SqlPool.partOf(tokens, i) == part, random);
  }

  private String replaced(String query, List<SqlToken> tokens, int at, SplittableRandom random) {
    Part part = SqlPool.partOf(tokens, at);
    if (part == Part.NAME && random.nextInt(3) > 0) {
      // One of this query is more likely to be known here.
      int other = one(tokens, i -> SqlPool.partOf(tokens, i) == Part.NAME, random);
      return spliced(query, tokens, at, at, text(query, tokens, other));
    }
    return spliced(query, tokens, at, at, any(pool.of(part), random));
  }

  private static String swapped(
      String query, List<SqlToken> tokens, int at, SplittableRandom random) {
    Part part = SqlPool.partOf(tokens, at);
    int other = one(tokens, i -> SqlPool.partOf(tokens, i) == part, random);
    int first = Math.min(at, other);
    int second = Math.max(at, other);
    String later = spliced(query, tokens, second, second, text(query, tokens, first));
    return spliced(later, tokens, first, first, text(query, tokens, second));
  }

  private String bracket(String query, List<SqlToken> tokens, SplittableRandom random) {
    int open = one(tokens, i -> tokens.get(i).is("("), random);
    if (open < 0) {
      return "(" + query + ")";
    }
    Part part = SqlPool.isQuery(tokens, open) ? Part.QUERY : Part.GROUP;
    return spliced(query, tokens, open, SqlPool.close(tokens, open), any(pool.of(part), random));
  }

  /** Left out, in the place of another, or behind it. */
  private String clause(String query, List<SqlToken> tokens, SplittableRandom random) {
    int from = one(tokens, i -> SqlPool.isClause(tokens, i), random);
    if (from < 0) {
      return query + " " + any(pool.of(Part.CLAUSE), random);
    }
    int end = SqlPool.clauseEnd(tokens, from);
    String old = SqlPool.text(query, tokens, from, end);
    List<String> alike = pool.clauses(tokens.get(from).text());
    String other = any(alike.isEmpty() ? pool.of(Part.CLAUSE) : alike, random);
    return spliced(
        query,
        tokens,
        from,
        end,
        switch (random.nextInt(10)) {
          case 0 -> "";
          case 1 -> old + " " + any(pool.of(Part.CLAUSE), random);
          case 2 -> other + " " + old;
          default -> other;
        });
  }

  /** An expression in the place of a column. */
  private String name(String query, List<SqlToken> tokens, SplittableRandom random) {
    int at =
        one(
            tokens,
            i -> {
              Part part = SqlPool.partOf(tokens, i);
              boolean isName = part == Part.NAME && (i == 0 || !tokens.get(i - 1).is("AS"));
              return isName || part == Part.NUMBER || part == Part.TEXT;
            },
            random);
    if (at < 0) {
      return query;
    }
    String old = text(query, tokens, at);
    String made =
        switch (random.nextInt(3)) {
          case 0 -> any(pool.of(Part.CALL), random);
          case 1 -> any(pool.of(Part.FUNCTION), random) + "(" + old + ")";
          default -> any(OF_A_NAME, random).formatted(old, any(pool.of(Part.TYPE), random));
        };
    return spliced(query, tokens, at, at, made);
  }

  /** The index of a word for which something holds, or -1. */
  private static int one(List<SqlToken> tokens, IntPredicate which, SplittableRandom random) {
    List<Integer> all =
        new ArrayList<>(IntStream.range(0, tokens.size()).filter(which).boxed().toList());
    return all.isEmpty() ? -1 : any(all, random);
  }

  private static String text(String query, List<SqlToken> tokens, int at) {
    return SqlPool.text(query, tokens, at, at);
  }

  private static String spliced(
      String query, List<SqlToken> tokens, int first, int last, String middle) {
    return query.substring(0, tokens.get(first).start())
        + middle
        + query.substring(tokens.get(last).end());
  }

  private static <T> T any(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
