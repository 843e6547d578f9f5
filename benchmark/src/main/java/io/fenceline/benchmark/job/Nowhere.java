// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Process;
import io.fenceline.job.Outlet;
import io.fenceline.sink.Document;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** An end of the job that counts the bytes of documents and keeps none. */
final class Nowhere extends RichMapFunction<Document, Document> {
  private static final long serialVersionUID = 1L;

  private final String counter;
  private transient LongCounter bytes;

  private Nowhere(String counter) {
    this.counter = counter;
  }

  static Outlet<Document> outlet() {
    return (records, stem) ->
        records
            .map(new Nowhere(counter(stem)))
            .uid(stem + "-count")
            .sinkTo(new DiscardingSink<>())
            .uid(stem + "-nowhere");
  }

  /** The accumulator of an outlet. */
  static String counter(String stem) {
    return "bytes." + stem;
  }

  @Override
  public void open(OpenContext context) {
    Process.markBeginning();
    bytes = new LongCounter();
    getRuntimeContext().addAccumulator(counter, bytes);
  }

  @Override
  public Document map(Document document) {
    bytes.add((long) document.json().length);
    return document;
  }
}
