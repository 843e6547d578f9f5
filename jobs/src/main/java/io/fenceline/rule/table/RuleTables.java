// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.InferenceEvent;
import java.util.List;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/** All tables that rules may read. */
public final class RuleTables {
  /** Every request as it came, with what the baselines say of it. */
  public static final RuleTable<EnrichedEvent> ENRICHED_EVENTS =
      new RuleTable<>(
          "enriched_events",
          "One request, protected by the privacy policy, with what the baselines say of it.",
          List.of(
              new TableColumn<>(
                  RuleTable.EVENT_TIME,
                  new LocalZonedTimestampType(false, 3),
                  "`@timestamp`",
                  "When the model answered.",
                  enriched -> TimestampData.fromEpochMillis(enriched.event().timestamp())),
              text("tenant", "fenceline.tenant", "Whose model.", event -> event.model().tenant()),
              text("model_name", "fenceline.model_name", "Which model.", e -> e.model().name()),
              text("client", "", "Who asked.", event -> event.client().id()),
              text("request_id", "fenceline.request_id", "Its id.", InferenceEvent::requestId),
              text("status", "", "success or failure.", event -> event.context().status()),
              text(
                  "predicted_class",
                  "",
                  "The class.",
                  event -> event.prediction().predictedClass()),
              new TableColumn<>(
                  "entropy",
                  new DoubleType(true),
                  "",
                  "Entropy of the answer, nats.",
                  enriched -> enriched.event().prediction().entropy()),
              new TableColumn<>(
                  "group_size",
                  new IntType(false),
                  "",
                  "Requests in the group of near-duplicates; 0 if it is in none.",
                  enriched -> enriched.enrichment().likeness().group().size()),
              new TableColumn<>(
                  "near_duplicate",
                  new BooleanType(false),
                  "",
                  "Whether it is nearly the same as an earlier request of its client.",
                  enriched -> enriched.enrichment().likeness().nearDuplicate())),
          enriched -> enriched.event().timestamp());

  private RuleTables() {}

  private static TableColumn<EnrichedEvent> text(
      String name, String path, String meaning, TextOf<InferenceEvent> text) {
    return new TableColumn<>(
        name,
        new VarCharType(true, VarCharType.MAX_LENGTH),
        path,
        meaning,
        enriched -> StringData.fromString(text.of(enriched.event())));
  }

  private interface TextOf<T> extends java.io.Serializable {
    String of(T record);
  }

  /** All of them, in the order in which the reference shows them. */
  public static List<RuleTable<?>> all() {
    return List.of(ENRICHED_EVENTS);
  }
}
