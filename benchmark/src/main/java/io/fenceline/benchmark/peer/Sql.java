// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.ExecutionConfigOptions.UidGeneration;

/** The question in Flink's SQL. */
final class Sql {
  private static final String SWITCHES =
      """
      (SELECT client, `time`, rowtime FROM (
         SELECT client, `time`, rowtime, label,
           LAG(label) OVER (PARTITION BY client ORDER BY rowtime) AS label_before
         FROM requests)
       WHERE label <> label_before)
      """;

  /** {@link Question#SWITCHES}. */
  static final String PATTERN_OVER_SWITCHES =
      "SELECT client, `time` FROM "
          + SWITCHES
          + """
          MATCH_RECOGNIZE (
            PARTITION BY client ORDER BY rowtime
            MEASURES LAST(S.`time`) AS `time`
            ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
            PATTERN (S{8}) WITHIN INTERVAL '1' MINUTE
            DEFINE S AS S.client >= 0)
          """;

  /** {@link Question#EVERY_SWITCH}. */
  static final String COUNT_OVER_RANGE =
      "SELECT client, `time` FROM (SELECT client, `time`, COUNT(*) OVER (PARTITION BY client"
          + " ORDER BY rowtime RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW) AS"
          + " switches FROM "
          + SWITCHES
          + ") WHERE switches >= 8";

  /** {@link Question#REQUESTS}: between two switches any number of requests of the same class. */
  static final String PATTERN_OVER_REQUESTS =
      """
      SELECT client, `time` FROM requests
      MATCH_RECOGNIZE (
        PARTITION BY client ORDER BY rowtime
        MEASURES A8.`time` AS `time`
        ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
        PATTERN (%s A8) WITHIN INTERVAL '1' MINUTE
        DEFINE %s)
      """
          .formatted(
              numbers(0).mapToObj(i -> "A" + i + " N" + i + "*").collect(Collectors.joining(" ")),
              numbers(0)
                  .mapToObj(
                      i ->
                          "N%d AS N%d.label = A%d.label, A%d AS A%d.label <> A%d.label"
                              .formatted(i, i, i, i + 1, i + 1, i))
                  .collect(Collectors.joining(", ")));

  private Sql() {}

  private static IntStream numbers(int from) {
    return IntStream.range(from, Question.SWITCHES_NEEDED);
  }

  static DataStream<Found> query(DataStream<Request> requests, String query) {
    StreamTableEnvironment tables =
        StreamTableEnvironment.create(requests.getExecutionEnvironment());
    tables.getConfig().set(ExecutionConfigOptions.TABLE_EXEC_UID_GENERATION, UidGeneration.ALWAYS);
    tables.createTemporaryView(
        "requests",
        requests,
        Schema.newBuilder()
            .column("client", "INT")
            .column("time", "BIGINT")
            .column("label", "INT")
            .columnByExpression("rowtime", "TO_TIMESTAMP_LTZ(`time`, 3)")
            .watermark("rowtime", "SOURCE_WATERMARK()")
            .build());
    return tables
        .toDataStream(tables.sqlQuery(query))
        .map(
            row ->
                new Found(
                    ((Number) row.getFieldAs("client")).intValue(),
                    ((Number) row.getFieldAs("time")).longValue()))
        .returns(TypeInformation.of(Found.class))
        .uid("found");
  }
}
