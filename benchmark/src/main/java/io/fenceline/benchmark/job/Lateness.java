// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.job.Outlet;
import io.fenceline.sink.Document;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * An end of the job that notes how long after the event that completed it each document comes, in
 * milliseconds of the clock.
 */
final class Lateness extends RichMapFunction<Document, Document> {
  /** The accumulator with what was noted. */
  static final String NOTED = "lateness";

  private static final long serialVersionUID = 1L;

  private final Clock clock;
  private final Duration warmUp;
  private final Duration measured;
  private transient long from;
  private transient long to;
  private transient ListAccumulator<Long> noted;

  private Lateness(Clock clock, Duration warmUp, Duration measured) {
    this.clock = clock;
    this.warmUp = warmUp;
    this.measured = measured;
  }

  /**
   * An outlet.
   *
   * @param warmUp documents of so long after the start do not count
   * @param measured documents of so long behind that do
   */
  static Outlet<Document> outlet(Clock clock, Duration warmUp, Duration measured) {
    return (records, stem) ->
        records
            .map(new Lateness(clock, warmUp, measured))
            .uid(stem + "-lateness")
            .sinkTo(new DiscardingSink<>())
            .uid(stem + "-nowhere");
  }

  @Override
  public void open(OpenContext context) {
    from = clock.millis() + warmUp.toMillis();
    to = from + measured.toMillis();
    noted = new ListAccumulator<>();
    getRuntimeContext().addAccumulator(NOTED, noted);
  }

  @Override
  public Document map(Document document) {
    long now = clock.millis();
    if (now >= from && now < to) {
      noted.add(now - document.known());
    }
    return document;
  }
}
