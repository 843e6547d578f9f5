// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.command.backtest.RuleHits.EntityHits;
import io.fenceline.model.Client;
import io.fenceline.model.Detection;
import io.fenceline.model.Family;
import io.fenceline.model.Measure;
import io.fenceline.model.Model;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HitSinkTest {
  private static final Model MODEL = new Model("m", "", "", "");

  @TempDir Path directory;

  @Test
  void countsTheChosenRulesByTimeAndEntity() throws Exception {
    Path file = directory.resolve("hits.jsonl");
    SinkWriter<Detection> writer = new HitSink(file, Set.of("a")).createWriter(null);
    writer.write(detection("a", Subject.of(new Client("k", "u", "i"), MODEL), 1_000), null);
    writer.write(detection("a", Subject.of(new Client("k", "u", "j"), MODEL), 599_999), null);
    writer.write(detection("a", Subject.of(MODEL), 600_000), null);
    writer.write(detection("b", Subject.of(MODEL), 600_000), null);
    writer.flush(false);
    assertThat(file).doesNotExist();
    writer.flush(true);

    assertThat(RuleHits.read(file))
        .isEqualTo(
            Map.of(
                "a",
                new RuleHits(
                    "a",
                    3,
                    2,
                    false,
                    List.of(new EntityHits("key k on m", 2), new EntityHits("m", 1)),
                    Map.of(0L, 2L, 600_000L, 1L))));
  }

  @Test
  void namesThreeOfManyIdentitiesOfTheStrongestKind() {
    assertThat(
            HitTally.who(new Subject(MODEL, List.of(), List.of("a", "b", "c", "d"), List.of("i"))))
        .isEqualTo("user a, b, c and 1 more on m");
    assertThat(
            HitTally.who(
                new Subject(new Model("", "", "", ""), List.of(), List.of(), List.of("i"))))
        .isEqualTo("ip i");
    assertThat(HitTally.who(Subject.of(new Model("m", "", "", "t")))).isEqualTo("t / m");
  }

  @Test
  void countsOnButTellsNoMoreThanABoundedNumberOfEntitiesApart() {
    HitTally tally = new HitTally();
    for (int i = 0; i < HitTally.MAX_ENTITIES + 5; i++) {
      tally.add(detection("a", Subject.of(new Client("k" + i, "", ""), MODEL), 0));
    }

    RuleHits hits = tally.hits("a");
    assertThat(hits.total()).isEqualTo(HitTally.MAX_ENTITIES + 5);
    assertThat(hits.entities()).isEqualTo(HitTally.MAX_ENTITIES);
    assertThat(hits.more()).isTrue();
  }

  private static Detection detection(String rule, Subject subject, long time) {
    return new Detection(
        new Rule(rule, 1, Family.ODDITY, rule, List.of(), ""),
        Severity.LOW,
        "e",
        subject,
        time,
        "",
        new Measure("", Double.NaN, Double.NaN, 0),
        List.of());
  }
}
