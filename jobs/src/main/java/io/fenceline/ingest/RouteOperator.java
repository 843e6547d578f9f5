// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import io.fenceline.model.InferenceEvent;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Routes records, and lets event time end when the input has ended or the job is drained.
 *
 * <p>The source says that time is over too, but Flink drops what a source says that has been silent
 * for longer than the idle timeout (FLINK-40499): without this, a drained job of a quiet log keeps
 * its last events and windows to itself.
 */
public final class RouteOperator extends ProcessOperator<Ingested, InferenceEvent>
    implements BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** Routes by {@link RouteFunction}. */
  public RouteOperator() {
    super(new RouteFunction());
  }

  /** Said twice to those who have heard it from the source, which changes nothing for them. */
  @Override
  public void endInput() {
    output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
    output.emitWatermark(Watermark.MAX_WATERMARK);
  }
}
