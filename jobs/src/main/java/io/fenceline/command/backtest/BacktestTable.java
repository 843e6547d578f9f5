// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import io.fenceline.command.AlignedTable;
import io.fenceline.command.TerminalText;
import io.fenceline.command.report.ReportAlert;
import io.fenceline.command.report.VisibleText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A backtest as text for a terminal; what came from logs, rules and labels cannot steer it. */
public final class BacktestTable {
  private static final String BARS = " ▁▂▃▄▅▆▇█";
  private static final int COLUMNS = 48;
  private static final int PROOFS = 4;
  private static final int LONGEST = 600;
  private static final int LONGEST_ENTITY = 120;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Backtest backtest;
  private final long step;

  private BacktestTable(Backtest backtest) {
    this.backtest = backtest;
    step = backtest.period().stepMillis(COLUMNS);
  }

  /**
   * All of it, with a line break at the end.
   *
   * @param days whether to list the hits of each day
   */
  public static String render(Backtest backtest, boolean days) {
    BacktestTable table = new BacktestTable(backtest);
    StringBuilder out = new StringBuilder();
    out.append(table.overview());
    if (days) {
      out.append('\n').append(table.days());
    }
    backtest.fired().forEach(figures -> out.append('\n').append(table.details(figures)));
    if (!backtest.silent().isEmpty()) {
      out.append("\nNever fired: ")
          .append(
              backtest.silent().stream()
                  .map(figures -> figures.rule().id())
                  .collect(Collectors.joining(", ")))
          .append(".\n");
    }
    return TerminalText.safe(out.toString());
  }

  private String overview() {
    Period period = backtest.period();
    String head =
        String.format(
            Locale.ROOT,
            "%d of %d rules fired on %,d events from %s to %s UTC (%.1f days).\n\n",
            backtest.fired().size(),
            backtest.rules().size(),
            backtest.events(),
            TIME.format(Instant.ofEpochMilli(period.from())),
            TIME.format(Instant.ofEpochMilli(period.to())),
            period.days());
    if (backtest.fired().isEmpty()) {
      return head;
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> heads =
        new ArrayList<>(
            List.of("RULE", "STATUS", "HITS", "ENTITIES", "ALERTS", "A DAY", "PER 100,000"));
    if (backtest.labelled().isPresent()) {
      heads.addAll(List.of("ATTACKS", "HONEST any", "medium+"));
    }
    heads.add("HITS, A COLUMN FOR " + length(step));
    rows.add(heads);
    backtest.fired().forEach(figures -> rows.add(row(figures)));
    return head + AlignedTable.of(rows);
  }

  private List<String> row(RuleFigures figures) {
    List<String> row = new ArrayList<>();
    row.add(figures.rule().id());
    row.add(figures.rule().status().name().toLowerCase(Locale.ROOT));
    row.add(whole(figures.hits().total()));
    row.add(whole(figures.hits().entities()) + (figures.hits().more() ? "+" : ""));
    row.add(whole(figures.alertCount()));
    row.add(rate(backtest.perDay(figures.alertCount())));
    row.add(rate(backtest.perEvents(figures.alertCount())));
    figures
        .truth()
        .ifPresent(
            truth -> {
              row.add(truth.attacks().size() + " of " + backtest.labelled().orElse(0));
              row.add(whole(truth.honest().alerts()));
              row.add(whole(truth.honestMedium().alerts()));
            });
    row.add(bars(figures.hits().buckets()));
    return row;
  }

  private String days() {
    List<LocalDate> days = Days.of(backtest.period());
    List<List<String>> rows = new ArrayList<>();
    List<String> heads = new ArrayList<>(List.of("HITS A DAY"));
    backtest.fired().forEach(figures -> heads.add(figures.rule().id()));
    rows.add(heads);
    for (LocalDate day : days) {
      List<String> row = new ArrayList<>(List.of(day.toString()));
      for (RuleFigures figures : backtest.fired()) {
        row.add(whole(Days.count(figures.hits().buckets()).getOrDefault(day, 0L)));
      }
      rows.add(row);
    }
    return AlignedTable.of(rows);
  }

  private String details(RuleFigures figures) {
    StringBuilder out = new StringBuilder();
    out.append(figures.rule().id()).append(": ").append(figures.rule().rule().title()).append('\n');
    out.append("  most: ")
        .append(
            figures.hits().top().stream()
                .map(
                    each ->
                        VisibleText.of(each.entity(), LONGEST_ENTITY)
                            + " ("
                            + whole(each.hits())
                            + ")")
                .collect(Collectors.joining(", ")))
        .append('\n');
    out.append("  alerts: ")
        .append(
            figures.alerts().entrySet().stream()
                .map(each -> whole(each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining(", ")))
        .append('\n');
    figures
        .truth()
        .filter(truth -> !truth.attacks().isEmpty())
        .ifPresent(
            truth ->
                out.append("  attacks: ")
                    .append(
                        truth.attacks().stream()
                            .map(BacktestTable::attack)
                            .collect(Collectors.joining(", ")))
                    .append('\n'));
    figures.samples().forEach(alert -> out.append(sample(alert)));
    return out.toString();
  }

  private static String attack(LabelledHits.AttackHit hit) {
    return line(hit.attack())
        + (hit.requests() < 0
            ? String.format(Locale.ROOT, " after %.1f s", hit.seconds())
            : String.format(Locale.ROOT, " at request %,d", hit.requests()));
  }

  private static String sample(ReportAlert alert) {
    List<String> requests = RuleFigures.requests(alert);
    int others = requests.size() - PROOFS;
    return "  %s  %s  %s%s: %s\n"
            .formatted(
                TIME.format(Instant.ofEpochMilli(alert.timestamp())),
                alert.severity(),
                alert.model(),
                alert.who().isEmpty() ? "" : ", " + line(alert.who().get(0)),
                line(alert.reason()))
        + (requests.isEmpty()
            ? ""
            : "    requests "
                + line(String.join(", ", requests.stream().limit(PROOFS).toList()))
                + (others > 0 ? " and " + others + " more" : "")
                + "\n");
  }

  /** A bar for each step, its height by the square root, so that a single hit shows beside many. */
  private String bars(Map<Long, Long> buckets) {
    Map<Long, Long> steps = Days.steps(buckets, step);
    double most = steps.values().stream().mapToLong(Long::longValue).max().orElse(1);
    StringBuilder bars = new StringBuilder("│");
    long first = Math.floorDiv(backtest.period().from(), step) * step;
    for (long time = first; time < backtest.period().to(); time += step) {
      long count = steps.getOrDefault(time, 0L);
      int height = count == 0 ? 0 : (int) Math.max(1, Math.round(8 * Math.sqrt(count / most)));
      bars.append(BARS.charAt(height));
    }
    return bars.append('│').toString();
  }

  private static String length(long millis) {
    return millis < 3_600_000
        ? millis / 60_000 + " MIN"
        : millis < 86_400_000 ? millis / 3_600_000 + " H" : millis / 86_400_000 + " D";
  }

  private static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String rate(double rate) {
    return Double.isFinite(rate) ? String.format(Locale.ROOT, "%,.1f", rate) : "-";
  }

  private static String line(String text) {
    return VisibleText.of(text, LONGEST);
  }
}
