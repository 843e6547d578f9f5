// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.PanelData.Row;
import io.fenceline.yaml.YamlFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PanelCollectorTest {
  private static final Instant START = Instant.parse("2026-03-03T08:00:00Z");

  @Test
  void withoutAnAxisThereIsOneRow() {
    PanelData.ChartData data =
        evaluate(
            "measures: [{label: a, of: count}, {label: b, of: unique_count(who)}, {label: c, of:"
                + " sum(n)}, {label: d, of: average(n)}, {label: e, of: 'percentile(n, 50)'},"
                + " {label: f, of: max(@timestamp)}, {label: g, of: count, where: 'n > 2', per:"
                + " count}]",
            document(0, "x", 1),
            document(1, "y", 2),
            document(2, "x", 6),
            document(3, "x", Double.NaN));

    assertThat(data.documents()).isEqualTo(4);
    assertThat(data.rows())
        .containsExactly(new Row("", "", List.of(4.0, 2.0, 9.0, 3.0, 2.0, (double) at(3), 0.25)));
  }

  @Test
  void nothingGivesNoRow() {
    PanelData.ChartData data =
        evaluate("where: 'who: nobody', measures: [{label: a, of: count}]", document(0, "x", 1));

    assertThat(data.documents()).isZero();
    assertThat(data.rows()).isEmpty();
  }

  @Test
  void termsAreRankedByTheFirstMeasureAndTheRestIsTogether() {
    PanelData.ChartData data =
        evaluate(
            "measures: [{label: share, of: count, per: count}, {label: a, of: sum(n)}], x: {field:"
                + " who, size: 2, label: Who, other: true}",
            document(0, "b", 1),
            document(0, "a", 1),
            document(0, "c", 5),
            document(0, "d", 1));

    assertThat(data.rows())
        .containsExactly(
            new Row("c", "", List.of(1.0, 5.0)),
            new Row("a", "", List.of(1.0, 1.0)),
            new Row("Other", "", List.of(1.0, 2.0)));
  }

  @Test
  void aListCountsUnderEachOfItsValues() throws Exception {
    ObjectNode both = document(0, "", 1);
    both.putArray("who").add("a").add("b").add("a");

    assertThat(
            evaluate(
                    "measures: [{label: a, of: count}], x: {field: who, size: 5, label: Who}",
                    both,
                    document(0, "b", 1))
                .rows())
        .containsExactly(new Row("b", "", List.of(2.0)), new Row("a", "", List.of(1.0)));
  }

  @Test
  void overTimeTheSplitIsRankedOverAll() {
    PanelData.ChartData data =
        evaluate(
            "measures: [{label: a, of: count}], x: time, split: {field: who, size: 1, label: Who}",
            document(0, "a", 1),
            document(70, "b", 1),
            document(72, "b", 1),
            document(130, "c", 1));

    assertThat(data.rows())
        .containsExactly(
            new Row("2026-03-03T08:01:10Z", "b", List.of(2.0)),
            new Row("2026-03-03T08:00:00Z", "Other", List.of(1.0)),
            new Row("2026-03-03T08:02:10Z", "Other", List.of(1.0)));
  }

  @Test
  void insideTermsTheSplitIsRankedForEach() {
    PanelData.ChartData data =
        evaluate(
            "measures: [{label: a, of: count}], x: {field: who, size: 2, label: Who}, split:"
                + " {field: n, size: 1, label: N}",
            document(0, "a", 1),
            document(0, "a", 1),
            document(0, "a", 2),
            document(0, "b", 2));

    assertThat(data.rows())
        .containsExactly(
            new Row("a", "1.0", List.of(2.0)),
            new Row("a", "Other", List.of(1.0)),
            new Row("b", "2.0", List.of(1.0)));
  }

  @Test
  void intervalsGrowWithTheSpanAndTheOrderOfDocumentsMakesNoDifference() {
    List<ObjectNode> documents = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      documents.add(document(i * 30, "c" + i % 40, i % 17));
    }
    String chart =
        "measures: [{label: a, of: unique_count(who)}, {label: b, of: 'percentile(n, 95)'}],"
            + " x: time, split: {field: n, size: 3, label: N}";
    List<Row> forward = evaluate(chart, documents.toArray(ObjectNode[]::new)).rows();
    Collections.shuffle(documents, new Random(1));

    assertThat(evaluate(chart, documents.toArray(ObjectNode[]::new)).rows()).isEqualTo(forward);
    // 25 hours in half hours: one hundred intervals of ten minutes do not hold them.
    assertThat(forward).hasSize(4 * 50);
  }

  @Test
  void aMillionNamesNeedBoundedMemoryAndAreCounted() {
    PanelCollector collector =
        new PanelCollector(
            List.of(
                dashboard(
                    "measures: [{label: a, of: count}], x: {field: who, size: 1, label: Who,"
                        + " other: true}")));
    int names = ChartTally.MOST_TERMS * 2;
    for (int i = 0; i < names; i++) {
      collector.add(Dataset.EVENTS, document(0, "c" + i, 1));
    }

    assertThat(collector.finish().charts().values().iterator().next().rows())
        .containsExactly(
            new Row("c0", "", List.of(1.0)), new Row("Other", "", List.of(names - 1.0)));
  }

  @Test
  void valuesBeyondTheBoundsAreCountedWhenAndWhereTheyWere() {
    PanelCollector overTime =
        new PanelCollector(
            List.of(
                dashboard(
                    "measures: [{label: a, of: count}], x: time, split: {field: who, size: 1,"
                        + " label: Who}")));
    PanelCollector within =
        new PanelCollector(
            List.of(
                dashboard(
                    "measures: [{label: a, of: count}], x: {field: n, size: 1, label: N}, split:"
                        + " {field: who, size: 1, label: Who}")));
    int names = ChartTally.MOST_TERMS * 3;
    for (int i = 0; i < names; i++) {
      // Twice as long in the middle, so that intervals grow while the bounds are reached.
      ObjectNode document = document((i % 50) * (i < names / 2 ? 60 : 120), "c" + i, 1);
      overTime.add(Dataset.EVENTS, document);
      within.add(Dataset.EVENTS, document);
    }

    assertThat(rows(overTime).stream().mapToDouble(row -> row.values().get(0)).sum())
        .isEqualTo(names);
    assertThat(rows(within))
        .containsExactly(
            new Row("1.0", "c0", List.of(1.0)), new Row("1.0", "Other", List.of(names - 1.0)));
  }

  @Test
  void longNamesUseUpTheRoomSooner() {
    PanelCollector collector =
        new PanelCollector(
            List.of(
                dashboard(
                    "measures: [{label: a, of: count}], x: {field: who, size: 1000, label: Who,"
                        + " other: true}")));
    for (int i = 0; i < 500; i++) {
      collector.add(Dataset.EVENTS, document(0, "x".repeat(8000) + i, 1));
    }

    assertThat(rows(collector)).hasSize(ChartTally.MOST_CHARACTERS / 8003 + 1);
  }

  private static List<Row> rows(PanelCollector collector) {
    return collector.finish().charts().values().iterator().next().rows();
  }

  @Test
  void aListingKeepsTheNewest() {
    Dashboard dashboard =
        read(
            "{listing: l, title: t, hint: h, empty: e, dataset: events, columns: [{field: who,"
                + " label: Who}, {field: n, label: N}], at: [0, 0, 48, 5]}");
    PanelCollector collector = new PanelCollector(List.of(dashboard));
    for (int i = 0; i < 250; i++) {
      collector.add(Dataset.EVENTS, document(i, "c" + i, i));
    }
    collector.add(Dataset.ALERTS, document(999, "other", 1));

    PanelData.ListingData data = collector.finish().of(dashboard.listings().get(0));
    assertThat(data.documents()).isEqualTo(250);
    assertThat(data.rows()).hasSize(ListingTally.ROWS);
    assertThat(data.rows().get(0)).containsExactly("2026-03-03T08:04:09Z", "c249", "249.0");
  }

  private static PanelData.ChartData evaluate(String chart, ObjectNode... documents) {
    Dashboard dashboard = dashboard(chart);
    PanelCollector collector = new PanelCollector(List.of(dashboard));
    for (ObjectNode document : documents) {
      collector.add(Dataset.EVENTS, document);
    }
    return collector.finish().of(dashboard.charts().get(0));
  }

  private static Dashboard dashboard(String chart) {
    return read(
        "{title: t, hint: h, empty: e, shape: table, dataset: events, at: [0, 0, 8, 6], "
            + chart
            + "}");
  }

  private static Dashboard read(String panel) {
    return DashboardReader.read(
        YamlFile.read("test.yaml", "{id: i, title: t, description: d, panels: [" + panel + "]}"));
  }

  private static ObjectNode document(int second, String who, double n) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("@timestamp", START.plusSeconds(second).toString());
    node.put("who", who);
    if (!Double.isNaN(n)) {
      node.put("n", n);
    }
    return node;
  }

  private static long at(int second) {
    return START.plusSeconds(second).toEpochMilli();
  }
}
