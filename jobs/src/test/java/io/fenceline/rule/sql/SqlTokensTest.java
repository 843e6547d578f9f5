// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.rule.sql.SqlToken.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SqlTokensTest {
  @Test
  void divides() {
    assertThat(SqlTokens.of("SELECT a.`b c`, 1.5e-3 <> 'it''s' -- x\n FROM t"))
        .extracting(SqlToken::text)
        .containsExactly("SELECT", "a", ".", "b c", ",", "1.5e-3", "<>", "it's", "FROM", "t");
  }

  @Test
  void knowsLines() {
    assertThat(SqlTokens.of("a /* \n\n */ b\n'x\ny' c // d\ne"))
        .extracting(SqlToken::line)
        .containsExactly(1, 3, 4, 5, 6);
  }

  @Test
  void whatStandsInTextsAndCommentsIsNoWord() {
    assertThat(SqlTokens.of("'; DROP' -- ; SELECT\n/* NOW() */ `FROM`"))
        .extracting(SqlToken::kind)
        .containsExactly(Kind.STRING, Kind.QUOTED);
  }

  @Test
  void saysWhatHasNoEnd() {
    for (String open : List.of("'a", "`a", "/* a", "/*+ a", "E'a\\''")) {
      assertThat(SqlTokens.of("x " + open))
          .extracting(SqlToken::kind)
          .containsExactly(Kind.WORD, Kind.BROKEN);
    }
  }

  @Property
  void everyCharacterIsInOneTokenOrBetweenTwo(@ForAll("queries") String sql) {
    int end = 0;
    for (SqlToken token : SqlTokens.of(sql)) {
      assertThat(token.start()).isGreaterThanOrEqualTo(end);
      assertThat(token.end()).isGreaterThan(token.start());
      assertThat(token.line())
          .isEqualTo(
              1 + (int) sql.substring(0, token.start()).chars().filter(c -> c == '\n').count());
      end = token.end();
    }
    assertThat(end).isLessThanOrEqualTo(sql.length());
  }

  @Property
  void aQuotedTextIsOneTokenWhateverItHolds(@ForAll("queries") String text) {
    List<SqlToken> tokens = SqlTokens.of("a '" + text.replace("'", "''") + "' b");
    assertThat(tokens).extracting(SqlToken::text).containsExactly("a", text, "b");
  }

  @Provide
  Arbitrary<String> queries() {
    return Arbitraries.of(
            "SELECT", "'", "''", "`", "--", "//", "/*", "*/", "/*+", "\n", " ", ";", "E'", "1.",
            "..", ".5e", "{-", "*", "a", "é", "😀", "\"", "\\", "\u0000")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }
}
