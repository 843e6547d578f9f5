// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static io.fenceline.rule.RuleFaults.quote;

import io.fenceline.rule.table.RowValues;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.TableColumn;
import io.fenceline.yaml.NearestName;
import io.fenceline.yaml.Place;
import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** The values of a test's columns: of the right type, dealt out to repetitions. */
final class CaseColumns {
  /** What the repetitions of one rule may take, so that a small file cannot fill the memory. */
  private static final int MOST_CHARACTERS = 20_000_000;

  /** What a value takes besides its characters. */
  private static final int COST = 10;

  private static final String NUMBER = "{n}";

  private final RuleFaults faults;
  private final Map<String, RowValues> rows = new HashMap<>();
  private long leftCharacters = MOST_CHARACTERS;

  CaseColumns(RuleFaults faults) {
    this.faults = faults;
  }

  /** Refuses columns that no such table has. */
  void check(Map<String, YamlNode.Entry> columns, List<RuleTable<?>> tables) {
    columns.forEach(
        (name, entry) -> {
          if (faults.isFull()) {
            return;
          }
          if (name.equals(RuleTable.EVENT_TIME)) {
            faults.add(
                entry.key(),
                "the time of an event is not given as a column",
                "write it as at: 10s");
          } else if (tables.stream().noneMatch(table -> type(table, name).isPresent())) {
            List<String> known = new ArrayList<>();
            tables.forEach(table -> table.columns().forEach(column -> known.add(column.name())));
            faults.add(
                entry.key(),
                (tables.size() == 1 ? tables.get(0).name() + " has" : "the tables have")
                    + " no column "
                    + quote(name)
                    + NearestName.suggestion(name, known),
                "sql/tables.md lists the columns");
          }
        });
  }

  private static Optional<LogicalType> type(RuleTable<?> table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .map(TableColumn::type);
  }

  /** The columns of an event that is repeated; those that the table has not are left out. */
  Row row(RuleTable<?> table, Map<String, YamlNode.Entry> columns, Place place) {
    Map<String, List<YamlNode>> cycles = new LinkedHashMap<>();
    columns.forEach(
        (name, entry) ->
            type(table, name)
                .filter(type -> !name.equals(RuleTable.EVENT_TIME))
                .ifPresent(
                    type -> {
                      List<YamlNode> cycle = cycle(entry, type);
                      cycle.forEach(value -> value(table, name, value));
                      if (!cycle.isEmpty()) {
                        cycles.put(name, cycle);
                      }
                    }));
    return new Row(place, cycles);
  }

  /** A list of values is dealt out; for an array, a list of lists is. */
  private List<YamlNode> cycle(YamlNode.Entry entry, LogicalType type) {
    if (!(entry.value() instanceof YamlNode.Sequence list)) {
      return List.of(entry.value());
    }
    boolean one =
        type.is(LogicalTypeRoot.ARRAY)
            && !(list.items().stream().allMatch(YamlNode.Sequence.class::isInstance)
                && !list.items().isEmpty());
    if (one) {
      return List.of(list);
    }
    if (list.items().isEmpty()) {
      faults.add(entry.key(), "the list is empty", "write the values that events take in turn");
    }
    return list.items();
  }

  /** The rows of a test will be made by the same class, so what fits here fits there. */
  private void value(RuleTable<?> table, String name, YamlNode node) {
    try {
      RowValues values =
          rows.computeIfAbsent(table.name(), any -> new RowValues(table, Instant.EPOCH));
      values.set(values.blank(Instant.EPOCH), name, numbered(node, 0));
    } catch (YamlFault e) {
      faults.add(e.place(), e.problem(), "write a value that fits the column");
    } catch (ArithmeticException e) {
      faults.add(node.place(), "the time is too long", "write " + RuleDuration.FORM);
    }
  }

  /** The columns of the repetitions of an event. */
  final class Row {
    private final Place place;
    private final Map<String, List<YamlNode>> cycles;
    private final boolean constant;
    private final Map<String, YamlNode> shared;

    private Row(Place place, Map<String, List<YamlNode>> cycles) {
      this.place = place;
      this.cycles = cycles;
      constant =
          cycles.values().stream().allMatch(cycle -> cycle.size() == 1 && !varies(cycle.get(0)));
      shared = make(0);
    }

    /** The columns of repetition {@code n}, from 0. */
    Map<String, YamlNode> at(int n) {
      return constant || leftCharacters < 0 ? shared : make(n);
    }

    private Map<String, YamlNode> make(int n) {
      charge(cycles.size() * COST, place);
      Map<String, YamlNode> columns = new LinkedHashMap<>();
      cycles.forEach(
          (name, cycle) -> {
            YamlNode node = cycle.get(n % cycle.size());
            columns.put(name, varies(node) ? numbered(node, n) : node);
          });
      return columns;
    }
  }

  private static boolean varies(YamlNode node) {
    if (node instanceof YamlNode.Sequence list) {
      return list.items().stream().anyMatch(CaseColumns::varies);
    }
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping.entries().values().stream().anyMatch(entry -> varies(entry.value()));
    }
    return node instanceof YamlNode.Scalar scalar && scalar.text().contains(NUMBER);
  }

  private YamlNode numbered(YamlNode node, int n) {
    if (node instanceof YamlNode.Sequence list) {
      return new YamlNode.Sequence(
          list.items().stream().map(item -> numbered(item, n)).toList(), list.place());
    }
    if (node instanceof YamlNode.Mapping mapping) {
      Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
      mapping
          .entries()
          .forEach(
              (key, entry) ->
                  entries.put(key, new YamlNode.Entry(entry.key(), numbered(entry.value(), n))));
      return new YamlNode.Mapping(entries, mapping.place());
    }
    return numbered((YamlNode.Scalar) node, n);
  }

  private YamlNode.Scalar numbered(YamlNode.Scalar scalar, int n) {
    if (leftCharacters < 0 || !scalar.text().contains(NUMBER)) {
      return scalar;
    }
    charge(scalar.text().length(), scalar.place());
    return new YamlNode.Scalar(
        scalar.text().replace(NUMBER, Integer.toString(n)), scalar.kind(), scalar.place());
  }

  private void charge(int characters, Place place) {
    if (leftCharacters >= 0 && leftCharacters < characters) {
      faults.add(
          place,
          "the events of the tests take more than " + MOST_CHARACTERS + " characters",
          "repeat fewer times, or let fewer columns change");
    }
    leftCharacters -= characters;
  }
}
