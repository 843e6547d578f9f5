// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Client;
import io.fenceline.model.Detection;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.Model;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

class RowDetectionTest {
  private static final Instant TIME = Instant.parse("2026-03-03T08:00:00Z");

  private final Map<String, Object> columns =
      new LinkedHashMap<>(
          Map.of(
              "EVENT_TIME", TIME,
              "tenant", "t",
              "model_name", "m",
              "client", "key:a",
              "request_id", "r1",
              "n", 7L,
              "allowed", 5));

  @Test
  void ofAClientHasTheKeyOfTheBuiltInDetectorsAndNamesIt() {
    Detection found = read(RuleEntity.CLIENT).orElseThrow();

    assertThat(found.entity()).isEqualTo("t\u001fm\u001fkey:a");
    assertThat(found.subject())
        .isEqualTo(Subject.of(new Client("a", "", ""), new Model("m", "", "", "t")));
    assertThat(found.timestamp()).isEqualTo(TIME.toEpochMilli());
    assertThat(found.reason()).isEqualTo("7 of 5");
    assertThat(found.measure().value()).isEqualTo(7);
    assertThat(found.measure().threshold()).isEqualTo(5);
    assertThat(found.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(found.rule().suppressionMillis()).isEqualTo(3_600_000);
    assertThat(found.evidence()).extracting(Evidence::requestId).containsExactly("r1");
  }

  @Test
  void ofAModelNamesNoClient() {
    Detection found = read(RuleEntity.MODEL).orElseThrow();

    assertThat(found.entity()).isEqualTo(new Model("m", "", "", "t").key());
    assertThat(found.subject().isModelOnly()).isTrue();
  }

  @Test
  void ofSeveralNamesThemAllSortedAndBounded() {
    String[] many = new String[300];
    Arrays.setAll(many, i -> "k" + i);
    columns.put("api_key_ids", many);
    columns.put("source_ips", new String[] {"b", null, "a", "a", ""});
    String[] requests = new String[50];
    Arrays.setAll(requests, i -> "r" + (50 - i));
    columns.put("request_ids", requests);

    Detection found = read(RuleEntity.MODEL).orElseThrow();

    assertThat(found.subject().apiKeyIds()).hasSize(100).isSorted();
    assertThat(found.subject().sourceIps()).containsExactly("a", "b");
    assertThat(found.evidence())
        .hasSize(Detection.MAX_EVIDENCE)
        .extracting(Evidence::requestId)
        .isSorted();
  }

  @Test
  void keysOfOwnEntitiesNeverMeet() {
    RuleEntity own = new RuleEntity(List.of("x", "y"));
    columns.put("x", "a 1:b");
    columns.put("y", "c");
    String one = read(own).orElseThrow().entity();
    columns.put("x", "a");
    columns.put("y", "b 1:c");

    assertThat(read(own).orElseThrow().entity()).isNotEqualTo(one);
  }

  @Test
  void aRowSaysItsSeverityUnlessItsRuleIsOnTrial() {
    columns.put("severity", "high");
    assertThat(read(RuleEntity.CLIENT).orElseThrow().severity()).isEqualTo(Severity.HIGH);
    columns.put("severity", "who knows");
    assertThat(read(RuleEntity.CLIENT).orElseThrow().severity()).isEqualTo(Severity.MEDIUM);
    columns.put("severity", "critical");
    Detection onTrial = reader(RuleEntity.CLIENT, RuleStatus.TEST).read(row()).orElseThrow();
    assertThat(onTrial.severity()).isEqualTo(Severity.LOW);
    assertThat(onTrial.rule().onTrial()).isTrue();
  }

  @Test
  void aTimeWithoutZoneIsThatOfTheTables() {
    columns.put("EVENT_TIME", LocalDateTime.parse("2026-03-03T08:00:00"));
    assertThat(read(RuleEntity.CLIENT).orElseThrow().timestamp()).isEqualTo(TIME.toEpochMilli());
  }

  @Test
  void withoutTimeOrEntityItIsLeftOutAndNothingElseThrows() {
    for (String column : List.of("EVENT_TIME", "model_name", "client")) {
      Object before = columns.put(column, null);
      assertThat(read(RuleEntity.CLIENT)).as(column).isEmpty();
      columns.put(column, before);
    }
    columns.put("client", "nobody");
    assertThat(read(RuleEntity.CLIENT)).isEmpty();
    columns.put("client", "key:");
    assertThat(read(RuleEntity.CLIENT)).isEmpty();
    columns.put("client", "key:a");
    for (String column : List.of("tenant", "request_id", "n", "allowed")) {
      columns.put(column, null);
    }
    assertThat(read(RuleEntity.CLIENT).orElseThrow().reason()).isEqualTo("unknown of unknown");
  }

  @Test
  void isNeverBehindTheWatermark() throws Exception {
    try (OneInputStreamOperatorTestHarness<Row, Detection> harness =
        new OneInputStreamOperatorTestHarness<>(
            new DetectionOperator(reader(RuleEntity.CLIENT, RuleStatus.STABLE)))) {
      harness.setup(
          TypeInformation.of(Detection.class)
              .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
      harness.open();
      harness.processWatermark(new Watermark(TIME.toEpochMilli() + 10));
      harness.processElement(new StreamRecord<>(row()));
      columns.put("client", null);
      harness.processElement(new StreamRecord<>(row()));

      assertThat(harness.extractOutputStreamRecords())
          .extracting(StreamRecord::getTimestamp)
          .containsExactly(TIME.toEpochMilli() + 11);
    }
  }

  private Optional<Detection> read(RuleEntity entity) {
    return reader(entity, RuleStatus.STABLE).read(row());
  }

  private Row row() {
    Row row = new Row(columns.size());
    int i = 0;
    for (Object value : columns.values()) {
      row.setField(i++, value);
    }
    return row;
  }

  private RowDetection reader(RuleEntity entity, RuleStatus status) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    columns
        .keySet()
        .forEach(name -> positions.put(name.toLowerCase(java.util.Locale.ROOT), positions.size()));
    SqlRule rule =
        new SqlRule(
            new Rule("r", 1, Family.CONSUMPTION, "R", List.of(), ""),
            status,
            Severity.MEDIUM,
            entity,
            Duration.ofHours(1),
            Duration.ofHours(1),
            false,
            "{n} of {allowed}",
            new RuleMeasure("n", "n", "allowed"),
            new RuleNotes("", List.of(), List.of(), List.of(), List.of(), List.of()),
            new RuleSource("r.sql", "", "r.yml", ""),
            List.of());
    return new RowDetection(rule, new RuleOutput(positions));
  }
}
