// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.rule.table.RuleStreams;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flink takes what the page recommends, and refuses what it warns of, in the words it quotes. */
class IdiomsPageITCase {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."), "..", "sql", "idioms.md").normalize();

  private static final Pattern BLOCK =
      Pattern.compile("```sql( refused)?\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @ParameterizedTest
  @MethodSource("recommended")
  void flinkPlansWhatIsRecommended(String sql) {
    assertThat(plan(sql)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void flinkRefusesWhatIsWarnedOfInTheWordsQuoted(Refusal refusal) {
    assertThatThrownBy(() -> plan(refusal.sql()))
        .satisfies(
            failure -> {
              String all = messages(failure);
              assertThat(refusal.quotes()).anySatisfy(quote -> assertThat(all).contains(quote));
            });
  }

  static Stream<String> recommended() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .filter(block -> block.group(1) == null)
        .map(block -> block.group(2));
  }

  static Stream<Refusal> refused() throws IOException {
    String page = Files.readString(PAGE);
    return BLOCK
        .matcher(page)
        .results()
        .filter(block -> block.group(1) != null)
        .map(
            block -> {
              // The words stand in the text before the block, behind the heading or block before.
              int heading = page.lastIndexOf("\n#", block.start());
              int earlier = page.lastIndexOf("\n```\n", block.start());
              String before = page.substring(Math.max(heading, earlier + 4), block.start());
              List<String> quotes =
                  QUOTED.matcher(before).results().map(quote -> quote.group(1)).toList();
              return new Refusal(
                  block.group(2), quotes.stream().filter(quote -> quote.length() > 20).toList());
            });
  }

  /** A query and what Flink may say of it. */
  record Refusal(String sql, List<String> quotes) {}

  private static String plan(String sql) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    StreamTableEnvironment tables = RuleStage.tables(env);
    for (RuleTable<?> table : RuleTables.all()) {
      GenericRowData row = new GenericRowData(table.rowType().getFieldCount());
      row.setField(0, TimestampData.fromEpochMillis(0));
      RuleStreams.registerRows(
          tables, table, env.fromData(InternalTypeInfo.of(table.rowType()), (RowData) row));
    }
    tables.toDataStream(tables.sqlQuery(sql)).print();
    return env.getExecutionPlan();
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
    }
    return all.toString();
  }
}
