// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.CaseEvent;
import io.fenceline.rule.ExpectedAlert;
import io.fenceline.rule.NearMiss;
import io.fenceline.rule.RuleCase;
import io.fenceline.rule.RuleDuration;
import io.fenceline.rule.SqlRule;
import io.fenceline.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A case of a rule and the near misses that are made of it.
 *
 * @param columns of all tables, by table
 */
record Variants(SqlRule rule, RuleCase of, Map<String, Set<String>> columns) {
  private static final Duration LEAST_MARGIN = Duration.ofSeconds(1);

  /** A window of windows reaches further back than the longest of them, by the inner one's. */
  private static final int MARGIN_PART = 10;

  /** The case itself first; no near miss of a case that has no alerts or less than two events. */
  List<Variant> all() {
    List<Arrival> arrivals = arrivals();
    List<Variant> all = new ArrayList<>();
    all.add(
        new Variant(
            of, Optional.empty(), "as it is written", Wanted.THE_ALERTS, arrivals, List.of()));
    if (!of.alerts().isEmpty() && arrivals.size() > 1) {
      all.addAll(outsideWindow(arrivals));
      all.addAll(otherEntity(arrivals));
      all.addAll(reversed(arrivals));
      all.add(late(arrivals));
    }
    return all;
  }

  private List<Arrival> arrivals() {
    List<CaseEvent> events =
        of.events().stream().sorted(Comparator.comparing(CaseEvent::at)).toList();
    return IntStream.range(0, events.size())
        .mapToObj(number -> new Arrival(events.get(number), number, false))
        .toList();
  }

  /** All apart; and only the first apart, which says something if the alert needs it. */
  private List<Variant> outsideWindow(List<Arrival> arrivals) {
    Duration apart = rule.window().plus(max(LEAST_MARGIN, rule.window().dividedBy(MARGIN_PART)));
    List<Arrival> spread = new ArrayList<>();
    List<Arrival> first = new ArrayList<>();
    Duration spreadAt = Duration.ZERO;
    Duration firstAt = Duration.ZERO;
    Duration before = Duration.ZERO;
    for (Arrival arrival : arrivals) {
      Duration gap = arrival.event().at().minus(before);
      before = arrival.event().at();
      boolean follows = arrival.number() > 0;
      spreadAt = spreadAt.plus(follows ? max(gap, apart) : Duration.ZERO);
      firstAt =
          firstAt.plus(arrival.number() == 1 ? max(gap, apart) : follows ? gap : Duration.ZERO);
      spread.add(arrival.at(spreadAt));
      first.add(arrival.at(firstAt));
    }
    return List.of(
        variant(
            NearMiss.OUTSIDE_WINDOW,
            "every event %s after the one before".formatted(RuleDuration.text(apart)),
            Wanted.NONE,
            spread,
            List.of()),
        variant(
            NearMiss.OUTSIDE_WINDOW,
            "the first event %s before the second".formatted(RuleDuration.text(apart)),
            Wanted.NONE,
            first,
            arrivals.subList(1, arrivals.size())));
  }

  private List<Variant> otherEntity(List<Arrival> arrivals) {
    List<Variant> variants = new ArrayList<>();
    for (String column : rule.entity().columns()) {
      new OtherEntity(column)
          .of(arrivals, columns)
          .ifPresent(
              changed ->
                  variants.add(
                      variant(
                          NearMiss.OTHER_ENTITY,
                          "every event with a " + column + " of its own",
                          Wanted.NONE,
                          changed,
                          List.of())));
    }
    return variants;
  }

  /** Mirrored within whole windows, so that a window that tumbles holds the same events. */
  private List<Variant> reversed(List<Arrival> arrivals) {
    long length = Variant.length(arrivals).toMillis() + 1;
    long window = Math.max(1, rule.window().toMillis());
    long mirror = (length + window - 1) / window * window - 1;
    List<Arrival> reversed = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      reversed.add(0, arrival.at(Duration.ofMillis(mirror - arrival.event().at().toMillis())));
    }
    boolean same =
        IntStream.range(0, arrivals.size())
            .allMatch(i -> isLike(arrivals.get(i).event(), reversed.get(i).event()));
    if (same) {
      return List.of();
    }
    return List.of(
        variant(
            NearMiss.REVERSED,
            "the last event first",
            rule.sequence() ? Wanted.NONE : Wanted.AS_MANY,
            reversed,
            List.of()));
  }

  private static boolean isLike(CaseEvent one, CaseEvent other) {
    return one.table().equals(other.table())
        && one.columns().keySet().equals(other.columns().keySet())
        && one.columns().keySet().stream()
            .allMatch(name -> plain(one, name).equals(plain(other, name)));
  }

  /** The value without its place. */
  private static String plain(CaseEvent event, String column) {
    return event.columns().get(column) instanceof YamlNode.Scalar scalar
        ? scalar.text()
        : event.columns().get(column).toString();
  }

  /** From the alert on everything late; says something if there is no alert without it. */
  private Variant late(List<Arrival> arrivals) {
    Duration last = arrivals.get(arrivals.size() - 1).event().at();
    Duration alert =
        of.alerts().stream()
            .map(ExpectedAlert::fields)
            .filter(fields -> fields.containsKey("at"))
            .map(fields -> RuleDuration.parse(fields.get("at")))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder())
            .filter(at -> at.compareTo(last) < 0)
            .filter(at -> !at.isZero())
            .orElse(last);
    int cut = 0;
    while (arrivals.get(cut).event().at().compareTo(alert) < 0) {
      cut++;
    }
    int from = cut == 0 ? arrivals.size() - 1 : cut;
    List<Arrival> late =
        IntStream.range(0, arrivals.size())
            .mapToObj(i -> i < from ? arrivals.get(i) : arrivals.get(i).late())
            .toList();
    return variant(
        NearMiss.LATE,
        "from %s on every event too late"
            .formatted(RuleDuration.text(arrivals.get(from).event().at())),
        Wanted.NONE,
        late,
        arrivals.subList(0, from));
  }

  private Variant variant(
      NearMiss kind, String change, Wanted wanted, List<Arrival> arrivals, List<Arrival> unless) {
    Boolean hit = of.nearMisses().get(kind);
    if (hit == null) {
      return new Variant(of, Optional.of(kind), change, wanted, arrivals, unless);
    }
    return new Variant(
        of,
        Optional.of(kind),
        change,
        hit ? Wanted.SOME : Wanted.NONE,
        arrivals,
        hit ? List.of() : unless);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
