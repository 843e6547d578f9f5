// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.CaseEvent;
import io.fenceline.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives every event of a case an entity of its own, in one column.
 *
 * @param column of the entity
 */
record OtherEntity(String column) {
  private static final String CLIENT = "client";
  private static final Map<String, String> PREFIXES =
      Map.of("api_key_id", "key:", "user_id", "user:", "source_ip", "ip:");
  private static final Map<String, String> ASSUMED =
      Map.of("tenant", "", "model_name", "model", CLIENT, "key:a");
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /**
   * The events with values of their own, or nothing if that leaves them as they are: the column is
   * none of their tables', or has no value.
   *
   * @param columns of the tables, by table
   */
  Optional<List<Arrival>> of(List<Arrival> arrivals, Map<String, Set<String>> columns) {
    List<Arrival> changed =
        arrivals.stream()
            .map(
                arrival ->
                    columns.getOrDefault(arrival.event().table(), Set.of()).contains(column)
                        ? with(arrival)
                        : arrival)
            .toList();
    return changed.equals(arrivals) ? Optional.empty() : Optional.of(changed);
  }

  private Arrival with(Arrival arrival) {
    CaseEvent event = arrival.event();
    Map<String, YamlNode> columns = new LinkedHashMap<>(event.columns());
    if (column.equals(CLIENT)) {
      PREFIXES.keySet().stream()
          .filter(columns::containsKey)
          .forEach(name -> put(columns, event, name, text(columns, name), arrival.number()));
      boolean follows = !columns.containsKey(CLIENT) && identified(columns);
      if (!follows) {
        put(columns, event, CLIENT, text(columns, CLIENT), arrival.number());
      }
    } else if (PREFIXES.containsKey(column)) {
      identity(columns, event, arrival.number());
    } else {
      put(columns, event, column, text(columns, column), arrival.number());
    }
    return new Arrival(
        new CaseEvent(event.place(), event.table(), event.at(), columns),
        arrival.number(),
        arrival.isLate());
  }

  /** An identity, and the client that is named after it. */
  private void identity(Map<String, YamlNode> columns, CaseEvent event, int number) {
    String client = text(columns, CLIENT);
    String prefix = PREFIXES.get(column);
    boolean named = client.startsWith(prefix);
    String now = text(columns, column);
    if (now.isEmpty() && named && !identified(columns)) {
      now = client.substring(prefix.length());
    }
    if (now.isEmpty()) {
      return;
    }
    put(columns, event, column, now, number);
    if (columns.containsKey(CLIENT) && named) {
      put(columns, event, CLIENT, client, number);
    }
  }

  private static boolean identified(Map<String, YamlNode> columns) {
    return PREFIXES.keySet().stream().anyMatch(columns::containsKey);
  }

  private static String text(Map<String, YamlNode> columns, String name) {
    return columns.get(name) instanceof YamlNode.Scalar scalar
        ? scalar.text()
        : columns.containsKey(name) ? "" : ASSUMED.getOrDefault(name, "");
  }

  private static void put(
      Map<String, YamlNode> columns, CaseEvent event, String name, String now, int number) {
    YamlNode before = columns.get(name);
    columns.put(
        name,
        new YamlNode.Scalar(
            other(now, number), "text", before == null ? event.place() : before.place()));
  }

  private static String other(String text, int number) {
    int colon = text.indexOf(':') + 1;
    String prefix =
        PREFIXES.containsValue(text.substring(0, colon)) ? text.substring(0, colon) : "";
    String rest = text.substring(prefix.length());
    return ADDRESS.matcher(rest).matches()
        ? prefix + "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255)
        : prefix + rest + "-" + number;
  }
}
