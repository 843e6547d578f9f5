// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.metric.OwnMetrics;
import io.fenceline.metric.Tally;
import io.fenceline.sink.Document;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Makes documents and counts them: as a metric by what they are, and for the job's account under
 * {@code delivered.<what>}.
 */
final class Delivered<T> extends RichMapFunction<T, Document> {
  private static final long serialVersionUID = 1L;

  private final MapFunction<T, Document> toDocument;
  private final String what;
  private transient Tally delivered;

  Delivered(MapFunction<T, Document> toDocument, String what) {
    this.toDocument = toDocument;
    this.what = what;
  }

  @Override
  public void open(OpenContext context) {
    delivered =
        new Tally(
            getRuntimeContext(),
            "delivered." + what,
            OwnMetrics.of(getRuntimeContext().getMetricGroup(), "documents", what)
                .counter("delivered"));
  }

  @Override
  public Document map(T value) throws Exception {
    delivered.increment();
    return toDocument.map(value);
  }
}
