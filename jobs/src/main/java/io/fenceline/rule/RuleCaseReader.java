// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static io.fenceline.rule.RuleFaults.quote;

import io.fenceline.model.Severity;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlTokens;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.RuleTables;
import io.fenceline.yaml.NearestName;
import io.fenceline.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the tests of a rule and writes their repetitions out. */
final class RuleCaseReader {
  /** Events of one case, so that a test stays one of seconds. */
  static final int MOST_EVENTS = 20_000;

  private static final int MOST_CASES = 100;
  private static final int MOST_EVENTS_OF_RULE = 50_000;

  private final String firstTable;
  private final RuleEntity entity;
  private final RuleFaults faults;
  private final CaseColumns columns;
  private int leftOfRule = MOST_EVENTS_OF_RULE;
  private int leftOfCase;

  RuleCaseReader(String sql, RuleEntity entity, RuleFaults faults) {
    firstTable = firstTable(sql);
    this.entity = entity;
    this.faults = faults;
    columns = new CaseColumns(faults);
  }

  /** The first table that a query reads. */
  private static String firstTable(String sql) {
    List<SqlToken> tokens = SqlTokens.of(sql);
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i - 1).isOneOf("FROM", "JOIN", "TABLE", ",")
          && tokens.get(i).isName()
          && table(tokens.get(i).text()).isPresent()) {
        return tokens.get(i).text();
      }
    }
    return RuleTables.ENRICHED_EVENTS.name();
  }

  private static Optional<RuleTable<?>> table(String name) {
    for (RuleTable<?> table : RuleTables.all()) {
      if (table.name().equals(name)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  List<RuleCase> cases(RuleFields rule) {
    List<RuleFields> written = rule.mappings("tests", "test");
    if (written.size() > MOST_CASES) {
      faults.add(
          rule.place("tests"),
          "the rule has " + written.size() + " tests",
          "keep the " + MOST_CASES + " that say most");
    }
    return written.stream().limit(MOST_CASES).map(this::one).toList();
  }

  private RuleCase one(RuleFields fields) {
    fields.require("name", "say in a sentence what happens and what must come");
    fields.require("events", "write the events, each after a dash");
    fields.require("alerts", "write the alerts that must come, or [] for none");
    Map<String, YamlNode.Entry> given = fields.entries("given");
    columns.check(given, RuleTables.all());
    List<CaseEvent> events = new ArrayList<>();
    leftOfCase = MOST_EVENTS;
    for (RuleFields event : fields.mappings("events", "event")) {
      if (faults.isFull()) {
        break;
      }
      events.addAll(repeated(event, given));
    }
    events.sort(Comparator.comparing(CaseEvent::at));
    RuleCase read =
        new RuleCase(
            fields.text("name"),
            fields.place(),
            List.copyOf(events),
            fields.mappings("alerts", "alert").stream().map(this::alert).toList(),
            nearMisses(fields));
    fields.refuseOthers();
    return read;
  }

  private List<CaseEvent> repeated(RuleFields fields, Map<String, YamlNode.Entry> given) {
    Optional<RuleTable<?>> table = table(fields);
    Duration at = fields.duration("at", RuleFileReader.LONGEST, Duration.ZERO);
    Duration every = fields.duration("every", RuleFileReader.LONGEST, Duration.ZERO);
    int times = fields.whole("times", 1, MOST_EVENTS, 1);
    if (table.isEmpty() || !affordable(fields, times)) {
      return List.of();
    }
    Map<String, YamlNode.Entry> own = fields.rest();
    columns.check(own, List.of(table.get()));
    Map<String, YamlNode.Entry> all = new LinkedHashMap<>(given);
    all.putAll(own);
    CaseColumns.Row row = columns.row(table.get(), all, fields.place());
    List<CaseEvent> events = new ArrayList<>();
    for (int n = 0; n < times; n++) {
      events.add(
          new CaseEvent(
              fields.place(), table.get().name(), at.plus(every.multipliedBy(n)), row.at(n)));
    }
    return events;
  }

  private boolean affordable(RuleFields fields, int times) {
    leftOfCase -= times;
    leftOfRule -= times;
    if (leftOfCase >= 0 && leftOfRule >= 0) {
      return true;
    }
    faults.add(
        fields.place("times"),
        leftOfCase < 0
            ? "the test has more than " + MOST_EVENTS + " events"
            : "the tests have more than " + MOST_EVENTS_OF_RULE + " events together",
        "repeat fewer times");
    return false;
  }

  private Optional<RuleTable<?>> table(RuleFields fields) {
    if (!fields.has("table")) {
      return table(firstTable);
    }
    String name = fields.text("table");
    Optional<RuleTable<?>> found = table(name);
    if (found.isEmpty()) {
      List<String> names = new ArrayList<>();
      RuleTables.all().forEach(each -> names.add(each.name()));
      faults.add(
          fields.place("table"),
          "there is no table " + quote(name) + NearestName.suggestion(name, names),
          "the tables are " + String.join(", ", names));
    }
    return found;
  }

  private ExpectedAlert alert(RuleFields fields) {
    fields.choice("severity", Severity.class, Severity.LOW);
    fields.whole("count", 1, MOST_EVENTS, 1);
    fields.duration("at", RuleFileReader.LONGEST, Duration.ZERO);
    Set<String> names = new TreeSet<>(List.of("severity", "count", "at", "reason"));
    names.addAll(entity.columns());
    Map<String, String> expected = new LinkedHashMap<>();
    for (String name : names) {
      if (fields.has(name)) {
        expected.put(name, fields.text(name));
      }
    }
    fields.refuseOthers();
    return new ExpectedAlert(fields.place(), expected);
  }

  private Map<NearMiss, Boolean> nearMisses(RuleFields fields) {
    Map<NearMiss, Boolean> said = new EnumMap<>(NearMiss.class);
    fields
        .entries("near_misses")
        .forEach(
            (word, entry) -> {
              if (faults.isFull()) {
                return;
              }
              int which = NearMiss.words().indexOf(word);
              String verdict = entry.value() instanceof YamlNode.Scalar text ? text.text() : "";
              if (which < 0) {
                faults.add(
                    entry.key(),
                    "there is no near miss "
                        + quote(word)
                        + NearestName.suggestion(word, NearMiss.words()),
                    "they are " + String.join(", ", NearMiss.words()));
              } else if (!verdict.equals("hit") && !verdict.equals("miss")) {
                faults.add(
                    entry.key(), quote(word) + " must be hit or miss", "write " + word + ": hit");
              } else {
                said.put(NearMiss.values()[which], verdict.equals("hit"));
              }
            });
    return Map.copyOf(said);
  }
}
