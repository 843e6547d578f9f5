// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final JsonNode DOCUMENT =
      json(
          """
          {"a": {"b": "x", "n": 3.5, "flag": false, "list": ["u", "v"], "none": null},
           "objects": [{"k": "one", "n": 1}, {"k": "two", "n": 7}], "text": "say \\"hi\\" \\\\"}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a.b: \"x\" | true",
        "a.b: x | true",
        "a.b: y | false",
        "a.b: (y or \"x\") | true",
        "a.b: * | true",
        "a.none: * | false",
        "a.missing: * | false",
        "not a.missing: * | true",
        "a.n: 3.5 | true",
        "a.n: 3.50 | true",
        "a.n: abc | false",
        "a.n >= 3.5 | true",
        "a.n > 3.5 | false",
        "a.n <= 3.5 | true",
        "a.n < 3.5 | false",
        "a.flag: false | true",
        "a.list: v | true",
        "objects.k: two | true",
        "objects.n > 5 | true",
        "objects.n > 5 and objects.n < 2 | true",
        "text: \"say \\\"hi\\\" \\\\\" | true",
        "a.b: y or a.b: x and a.n > 9 | false",
        "(a.b: y or a.b: x) and a.n > 3 | true",
        "NOT a.b: x AND a.b: x | false",
        " | true"
      })
  void decidesAsKibanaDoes(String kql, boolean met) {
    assertThat(Condition.parse(kql == null ? "" : kql).matches(DOCUMENT)).isEqualTo(met);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a:",
        "a: *x",
        "a >= x",
        "a: b c: d",
        "(a: b",
        "a: b)",
        "and a: b",
        "a: {b: c}",
        "a: \"open",
        "a: (b and c)",
        "a-b: c",
        "not",
        "a: or"
      })
  void refusesWhatItDoesNotUnderstand(String kql) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.parse(kql))
        .withMessageContaining("the condition '" + kql + "' is not understood at character ")
        .withMessageContaining("understood are field: \"value\"");
  }

  @Test
  void parenthesesWithoutEndAreRefusedNotFollowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.parse("(".repeat(100_000) + "a: b"))
        .withMessageContaining("too many parentheses");
  }

  @Test
  void namesItsFields() {
    assertThat(Condition.parse("b: 1 and (a.c: * or not d > 2)").fields())
        .containsExactly("a.c", "b", "d");
  }

  @Property
  void whatIsWrittenIsRead(@ForAll("conditions") Condition condition) {
    assertThat(Condition.parse(condition.kql())).isEqualTo(condition);
  }

  @Provide
  Arbitrary<Condition> conditions() {
    return nested(3);
  }

  private static Arbitrary<Condition> nested(int depth) {
    Arbitrary<FieldPath> fields =
        Arbitraries.of("a", "a.b", "@timestamp", "fenceline.window.p05").map(FieldPath::of);
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(8),
            Arbitraries.of("and", "true", "12", "-1.5", "*", "\"", "\\", ")", "a b"));
    Arbitrary<Condition> leaf =
        Arbitraries.oneOf(
            Combinators.combine(fields, values).as(Condition.Match::new),
            fields.map(Condition.Exists::new),
            Combinators.combine(
                    fields,
                    Arbitraries.of(Condition.Compare.Operator.class),
                    Arbitraries.integers().between(-9999, 9999))
                .as((field, sign, n) -> new Condition.Compare(field, sign, n / 8.0)));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Condition> inner = nested(depth - 1);
    Arbitrary<List<Condition>> several = inner.list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.oneOf(
        leaf,
        inner.map(Condition.Not::new),
        several.map(Condition.All::new),
        several.map(Condition.Any::new));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
