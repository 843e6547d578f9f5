// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.table.RuleTable;
import io.fenceline.rule.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.data.RowData;

/** What an author may have forgotten when a case that should alert does not. */
final class Hints {
  private Hints() {}

  static List<String> of(Trial trial, Run run) {
    Set<String> words = Trial.names(trial.rule());
    List<String> hints = new ArrayList<>();
    for (RuleTable<?> table : trial.tables()) {
      List<Arrival> arrivals =
          run.arrivals().stream()
              .filter(arrival -> arrival.event().table().equals(table.name()))
              .toList();
      List<RowData> rows = new ArrayList<>();
      for (Arrival arrival : arrivals) {
        rows.add(new CaseRow(arrival.event(), arrival.number(), run.begin()).of(table));
      }
      List<String> empty = new ArrayList<>();
      for (int i = 0; i < table.columns().size(); i++) {
        TableColumn<?> column = table.columns().get(i);
        int field = i;
        if (words.contains(column.name())
            && !rows.isEmpty()
            && rows.stream().allMatch(row -> row.isNullAt(field))) {
          empty.add(column.name());
        }
      }
      hints.add(
          table.name()
              + " got "
              + (rows.isEmpty() ? "no" : rows.size())
              + (rows.size() == 1 ? " row" : " rows")
              + (empty.isEmpty()
                  ? ""
                  : "; the query reads "
                      + String.join(", ", empty)
                      + ", which the case leaves NULL in all of them"));
    }
    run.arrivals().stream()
        .map(arrival -> arrival.event().table())
        .distinct()
        .filter(name -> trial.tables().stream().noneMatch(table -> table.name().equals(name)))
        .forEach(name -> hints.add("the case has rows of " + name + ", which the query reads not"));
    return hints;
  }
}
