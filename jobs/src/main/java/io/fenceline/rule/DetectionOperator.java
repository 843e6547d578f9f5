// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.metric.OwnMetrics;
import io.fenceline.metric.Tally;
import io.fenceline.model.Detection;
import java.util.Optional;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;

/**
 * Turns the rows of a rule's query into detections. A row that does not say when or about whom is
 * counted and left out: it must not end the job.
 *
 * <p>A row of a window comes when event time has passed the window's end, so its time may lie
 * behind the watermark. The record then gets the first time that does not, so that triage puts it
 * in order with what comes along with it.
 */
final class DetectionOperator extends AbstractStreamOperator<Detection>
    implements OneInputStreamOperator<Row, Detection> {
  /** Accumulators with the rows that a rule gave as detections begin with this. */
  static final String DETECTIONS = "rule.detections.";

  /** Accumulators with the rows that were left out begin with this. */
  static final String DROPPED = "rule.dropped.";

  private static final long serialVersionUID = 1L;

  private final RowDetection reader;

  private transient Tally detections;
  private transient Tally dropped;
  private transient long watermark;

  DetectionOperator(RowDetection reader) {
    this.reader = reader;
  }

  @Override
  public void open() throws Exception {
    super.open();
    watermark = Long.MIN_VALUE;
    MetricGroup metrics = OwnMetrics.of(getMetricGroup(), "rule", reader.ruleId());
    detections =
        new Tally(getRuntimeContext(), DETECTIONS + reader.ruleId(), metrics.counter("detections"));
    dropped = new Tally(getRuntimeContext(), DROPPED + reader.ruleId(), metrics.counter("dropped"));
  }

  @Override
  public void processElement(StreamRecord<Row> element) {
    Optional<Detection> detection = reader.read(element.getValue());
    if (detection.isEmpty()) {
      drop();
      return;
    }
    detections.increment();
    long time = element.hasTimestamp() ? element.getTimestamp() : detection.get().timestamp();
    output.collect(new StreamRecord<>(detection.get(), Math.max(time, notLate())));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    super.processWatermark(mark);
  }

  private long notLate() {
    return watermark == Long.MAX_VALUE ? watermark : watermark + 1;
  }

  private void drop() {
    dropped.increment();
    // An attacker may bring many: one line each time their number has doubled.
    if (Long.bitCount(dropped.count()) == 1) {
      LOG.warn(
          "The rule {} gave a row without its time or its entity; {} left out so far.",
          reader.ruleId(),
          dropped.count());
    }
  }
}
