// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.model.Client;
import io.fenceline.rule.CaseEvent;
import io.fenceline.rule.table.RowValues;
import io.fenceline.rule.table.RuleTable;
import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Makes a row of an event of a case: what the case says, and defaults that let a case name only
 * what matters.
 *
 * @param event what the case says
 * @param number of the event in its case, from 0
 * @param begin of the case, epoch milliseconds
 */
record CaseRow(CaseEvent event, int number, long begin) {
  private static final Client ASSUMED = new Client("a", "", "");
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final List<String> IDENTITIES = List.of("api_key_id", "user_id", "source_ip");

  /**
   * The row, in Flink's internal form.
   *
   * @throws YamlFault if the table has no such column, or the value does not fit it
   */
  GenericRowData of(RuleTable<?> table) {
    return of(new RowValues(table, Instant.EPOCH));
  }

  /**
   * The same, of the table of these values.
   *
   * @throws YamlFault if the table has no such column, or the value does not fit it
   */
  GenericRowData of(RowValues table) {
    RowValues values = table.since(Instant.ofEpochMilli(begin));
    Instant time = Instant.ofEpochMilli(begin).plus(event.at());
    GenericRowData row = values.blank(time);
    assumed(time).forEach((name, value) -> values.setIfThere(row, name, value));
    event.columns().forEach((name, value) -> values.set(row, name, value));
    return row;
  }

  private Map<String, Object> assumed(Instant time) {
    Map<String, Object> values = new HashMap<>();
    for (String name : List.of("window_end", "first_seen", "last_seen")) {
      values.put(name, TimestampData.fromInstant(time));
    }
    values.put("window_start", TimestampData.fromInstant(time.minus(WINDOW)));
    values.put("model_name", StringData.fromString("model"));
    values.put("status", StringData.fromString("success"));
    values.put("predicted_class", StringData.fromString("a"));
    for (String name : List.of("request_id", "alert_id")) {
      values.put(name, StringData.fromString("r" + number));
    }
    Client client = client();
    List<String> identities = List.of(client.apiKeyId(), client.userId(), client.sourceIp());
    for (int i = 0; i < identities.size(); i++) {
      if (!identities.get(i).isEmpty()) {
        StringData identity = StringData.fromString(identities.get(i));
        values.put(IDENTITIES.get(i), identity);
        values.put(IDENTITIES.get(i) + "s", new GenericArrayData(new Object[] {identity}));
        values.putIfAbsent("client", StringData.fromString(client.id()));
      }
    }
    return values;
  }

  /** The identities that the case gives, or those that follow from the client it gives. */
  private Client client() {
    if (Stream.concat(IDENTITIES.stream(), IDENTITIES.stream().map(name -> name + "s"))
        .anyMatch(event.columns()::containsKey)) {
      return new Client(text("api_key_id"), text("user_id"), text("source_ip"));
    }
    if (!event.columns().containsKey("client")) {
      return ASSUMED;
    }
    try {
      return text("client").isEmpty() ? new Client("", "", "") : Client.of(text("client"));
    } catch (IllegalArgumentException e) {
      throw new YamlFault(
          event.columns().get("client").place(), "a client is key:…, user:… or ip:…, as in key:a");
    }
  }

  private String text(String column) {
    return event.columns().get(column) instanceof YamlNode.Scalar scalar ? scalar.text() : "";
  }
}
