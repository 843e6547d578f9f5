// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.model.InferenceEvent;

/** Requests as they came. */
final class InferenceEventsTable {
  static final RuleTable<InferenceEvent> TABLE =
      new RuleTable<>(
          "inference_events",
          "One request and its answer, as it came: in the job protected by the privacy policy, over"
              + " Kafka as the producer wrote it.",
          EventColumns.ofLog(),
          InferenceEvent::timestamp);

  private InferenceEventsTable() {}
}
