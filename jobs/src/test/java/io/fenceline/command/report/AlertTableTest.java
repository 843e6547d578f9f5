// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTableTest {
  @TempDir private Path directory;

  @Test
  void readsAtEightyColumns() throws IOException {
    String table = new AlertTable(80, false).render(usual());

    assertThat(table)
        .startsWith(
            """
            6 alerts: 1 critical, 2 high, 2 medium, 1 low.

            SEVERITY  SINCE (UTC)  COUNT  ALERT
            CRITICAL  03-03 09:10     14  Decision boundary is being searched
                      digits-cnn, key ak_7d10, user u-7d10, ip 198.18.7.17
                      7 class switches inside 19 near-duplicate requests within 41 s; this
                      client's other requests on the model switch once in 120.
            HIGH      03-03 09:13      3  Decision boundary is being searched
            """);
    assertThat(table)
        .contains(
            """

            WHAT TO DO NEXT
            Decision boundary is being searched
                      Compare the inputs of the listed requests. If they are one picture
            """);
  }

  @Test
  void readsAtHundredAndTwentyColumns() throws IOException {
    assertThat(new AlertTable(120, false).render(usual()))
        .contains(
            """
            MEDIUM    03-03 09:59     22  Automated probing near a decision boundary
                      payments / fraud-scorer, key ak_0042, user u-0042, ip 198.18.7.17
            """);
  }

  @Test
  void namesTheFirstIdentityOfEachKindAndCountsTheOthers() throws IOException {
    ReportAlert alone = usual().get(0);
    List<String> who = List.of("key a", "user u", "ip 1.1.1.1", "ip 1.1.1.2", "ip 1.1.1.3");

    assertThat(new AlertTable(80, false).render(List.of(ReportSamples.by(alone, who))))
        .startsWith("1 alert: 1 critical.")
        .contains("digits-cnn, key a, user u, ip 1.1.1.1 and 2 more\n");
    assertThat(new AlertTable(80, false).render(List.of(ReportSamples.by(alone, List.of()))))
        .contains("digits-cnn, the model itself\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60, 80, 120, 160, 1_000})
  void noLineIsWiderThanTheTerminalAndNothingSteersIt(int columns) throws IOException {
    List<ReportAlert> hostile = ReportAlert.read(ReportSamples.hostile(directory).alerts());
    String table = new AlertTable(columns, false).render(hostile);

    assertThat(table.lines())
        .allMatch(line -> TerminalText.width(line) <= Math.max(60, Math.min(160, columns)));
    assertThat(table.replace("\n", "").chars())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    assertThat(table).contains("⟨U+202E⟩", "…");
    assertThat(table.lines().filter(line -> line.matches("(CRITICAL|HIGH|MEDIUM|LOW) .*")))
        .hasSameSizeAs(hostile);
  }

  @Test
  void colorsOnlyTheSeverity() throws IOException {
    String table = new AlertTable(80, true).render(usual());

    assertThat(table).contains("\u001b[1;35mCRITICAL\u001b[0m  03-03");
    assertThat(table.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(new AlertTable(80, false).render(usual()));
  }

  @Test
  void countsWhatItDoesNotList() throws IOException {
    List<ReportAlert> many = Collections.nCopies(44, usual().get(0));

    assertThat(new AlertTable(80, false).render(many)).contains("… and 14 more in the report.");
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(new AlertTable(80, false).render(List.of()))
        .isEqualTo("No alert: no rule found anything.\n");
  }

  @Test
  void wideAndCombiningCharactersKeepTheColumnsStraight() {
    assertThat(TerminalText.pad("漢字", 6)).isEqualTo("漢字  ");
    assertThat(TerminalText.pad("漢字漢字", 6)).isEqualTo("漢字… ");
    assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
    assertThat(TerminalText.wrap("漢字漢字", 1, 3)).hasSize(3);
    assertThat(TerminalText.wrap("one two three", 7, 3)).containsExactly("one two", "three");
  }

  private List<ReportAlert> usual() throws IOException {
    return ReportAlert.read(ReportSamples.usual(directory).alerts());
  }
}
