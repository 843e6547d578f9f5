// SPDX-License-Identifier: Apache-2.0
package io.fenceline.privacy;

import io.fenceline.metric.OwnMetrics;
import io.fenceline.metric.Tally;
import io.fenceline.model.InferenceEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * The privacy stage: what comes out may be seen by whoever reads what the job delivers. The counter
 * and accumulator {@value #REDACTED} count the events that did not pass as they came.
 */
public final class ProtectFunction extends RichMapFunction<InferenceEvent, InferenceEvent> {
  private static final long serialVersionUID = 1L;

  /** Name of the counter and of the accumulator. */
  public static final String REDACTED = "redacted";

  private final PrivacySettings settings;
  private transient EventProtection protection;
  private transient Tally redacted;

  /** Applies these settings. */
  public ProtectFunction(PrivacySettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext openContext) {
    protection = new EventProtection(settings);
    redacted =
        new Tally(
            getRuntimeContext(),
            REDACTED,
            OwnMetrics.of(getRuntimeContext().getMetricGroup()).counter(REDACTED));
  }

  @Override
  public InferenceEvent map(InferenceEvent event) {
    InferenceEvent shown = protection.apply(event);
    if (shown != event) {
      redacted.increment();
    }
    return shown;
  }
}
