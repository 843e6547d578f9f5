// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.signal.Signal;
import org.apache.flink.table.data.StringData;

/** The facts that patterns put in order. */
final class SignalsTable {
  static final RuleTable<Signal> TABLE =
      new RuleTable<>(
          "signals",
          "One fact about one client on one model, as the built-in patterns read them.",
          new Columns<Signal>()
              .time(
                  RuleTable.EVENT_TIME,
                  "{@timestamp}",
                  "When the model answered the request that showed it.",
                  Signal::timestamp)
              .text(
                  "kind",
                  "{fenceline.signals[].kind}",
                  "Which fact: `near_duplicate_run`, `near_duplicate_series`, `class_switch`,"
                      + " `boundary_crossing`, `low_margin`, `request_burst`, `regular_pace`,"
                      + " `score_descent`, `score_sweep`, `left_after_switch`.",
                  signal -> signal.kind().word())
              .tenant("{fenceline.tenant STRING}", s -> s.model().tenant())
              .text("model_name", "{fenceline.model_name}", "The model.", s -> s.model().name())
              .text(
                  "model_version",
                  "{fenceline.model_version}",
                  "Its version.",
                  s -> s.model().version())
              .add(
                  "client",
                  Columns.TEXT,
                  EventColumns.DOCUMENT_CLIENT,
                  "Who asked, as in `enriched_events`.",
                  s -> StringData.fromString(EventColumns.client(s.client())))
              .text(
                  "api_key_id",
                  "{fenceline.api_key_id}",
                  "Id of the credential.",
                  s -> s.client().apiKeyId())
              .text("user_id", "{user.id}", "User or service account.", s -> s.client().userId())
              .text(
                  "source_ip",
                  EventColumns.DOCUMENT_ADDRESS,
                  "Address the request came from.",
                  s -> s.client().sourceIp())
              .text(
                  "request_id",
                  "{fenceline.request_id}",
                  "The request that showed it.",
                  Signal::requestId)
              .count(
                  "group_id",
                  "{fenceline.signals[].group INT}",
                  "The group of near-duplicates it is about, a number within the client; 0 where the"
                      + " fact knows none.",
                  Signal::group)
              .number(
                  "value",
                  "{fenceline.signals[].value}",
                  "The number of the fact: how many so far, or regularity, confidence, tau, nats.",
                  Signal::value)
              .text("shows", "{fenceline.signals[].shows}", "The fact in words.", Signal::shows)
              .all(),
          Signal::timestamp);

  private SignalsTable() {}
}
