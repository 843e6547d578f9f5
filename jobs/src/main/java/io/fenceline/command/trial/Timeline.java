// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.SqlRule;
import io.fenceline.rule.table.RowValues;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.yaml.YamlFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;

/**
 * Lays the variants of a rule's cases one after the other in event time, so far apart that nothing
 * the rule may remember reaches from one into the next.
 *
 * <p>Every variant begins at a whole day, and where that is possible at a whole window, so that
 * windows that tumble begin with it.
 */
final class Timeline {
  /** A Monday; far from the epoch, behind which Flink's OVER takes rows for late. */
  private static final long FIRST_DAY = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long LONGEST_STRIDE = 31 * DAY;

  /** State of a window lives for up to one and a half of it; rules may have windows of windows. */
  private static final int WINDOWS_APART = 4;

  /**
   * Rows of a run that are each followed by a watermark; behind them only every so many. Rules see
   * time go on row by row in cases that a person can follow, and thousands of rows do not end
   * thousands of windows one by one.
   */
  private static final int ROWS_OF_WATERMARK = 16;

  private final SqlRule rule;
  private final long outOfOrderness;
  private final List<Run> runs = new ArrayList<>();

  /**
   * @param outOfOrderness how far the watermark stays behind the newest event
   */
  Timeline(SqlRule rule, Duration outOfOrderness, List<Variant> variants) {
    this.rule = rule;
    this.outOfOrderness = outOfOrderness.toMillis();
    for (Variant variant : variants) {
      add(variant, false, variant.arrivals());
      if (!variant.unless().isEmpty()) {
        add(variant, true, variant.unless());
      }
    }
  }

  private void add(Variant variant, boolean isProbe, List<Arrival> arrivals) {
    long stride = stride(rule.window().toMillis());
    long before = runs.isEmpty() ? FIRST_DAY : runs.get(runs.size() - 1).end();
    long begin = Math.floorDiv(before + stride - 1, stride) * stride;
    long memory =
        2 * outOfOrderness
            + WINDOWS_APART * Math.max(rule.window().toMillis(), rule.suppression().toMillis())
            + lateness();
    runs.add(
        new Run(
            variant,
            isProbe,
            arrivals,
            begin,
            begin + Variant.length(arrivals).toMillis() + memory + DAY));
  }

  /** The least that both whole days and whole windows fit into, or a day if that is too long. */
  private static long stride(long window) {
    if (window <= 0) {
      return DAY;
    }
    long a = DAY;
    long b = window;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    long both = DAY / a * window;
    return both <= LONGEST_STRIDE ? both : DAY;
  }

  /** How far behind the watermark a late event comes: no state that it could meet is left then. */
  private long lateness() {
    return 2 * rule.window().toMillis() + outOfOrderness + 1;
  }

  List<Run> runs() {
    return runs;
  }

  /** The run in which an event time lies. */
  Run at(long time) {
    Run found = runs.get(0);
    for (Run run : runs) {
      if (run.begin() <= time) {
        found = run;
      }
    }
    return found;
  }

  /**
   * What happens in each of the tables, all of which see time go on.
   *
   * @throws YamlFault if a case gives a row that a table cannot have
   */
  Map<RuleTable<?>, List<Step>> steps(List<RuleTable<?>> tables) {
    Map<RuleTable<?>, List<Step>> steps = new LinkedHashMap<>();
    Map<String, RowValues> values = new HashMap<>();
    for (RuleTable<?> table : tables) {
      steps.put(table, new ArrayList<>());
      values.put(table.name(), new RowValues(table, Instant.EPOCH));
    }
    long watermark = FIRST_DAY;
    long seen = FIRST_DAY;
    for (Run run : runs) {
      int rows = 0;
      for (Arrival arrival : run.arrivals()) {
        long time = run.begin() + arrival.event().at().toMillis();
        if (arrival.isLate()) {
          watermark = Math.max(watermark, time + lateness());
          timeGoesOn(steps, watermark);
        }
        // A late row changes nothing before time goes on, even if it comes last.
        watermark = Math.max(watermark + (arrival.isLate() ? 1 : 0), time - outOfOrderness - 1);
        rows++;
        boolean goesOn = rows <= ROWS_OF_WATERMARK || rows % ROWS_OF_WATERMARK == 0;
        seen = goesOn ? watermark : seen;
        CaseRow row = new CaseRow(arrival.event(), arrival.number(), run.begin());
        for (Map.Entry<RuleTable<?>, List<Step>> table : steps.entrySet()) {
          boolean here = table.getKey().name().equals(arrival.event().table());
          if (here || goesOn) {
            RowData of = here ? row.of(values.get(table.getKey().name())) : null;
            table.getValue().add(new Step(of, time, seen));
          }
        }
      }
      watermark = Math.max(watermark, run.end());
      timeGoesOn(steps, watermark);
    }
    return steps;
  }

  private static void timeGoesOn(Map<RuleTable<?>, List<Step>> steps, long watermark) {
    steps.values().forEach(each -> each.add(new Step(null, watermark, watermark)));
  }
}
