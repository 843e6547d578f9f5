// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Process;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts records of a source. */
final class Received extends RichMapFunction<byte[], byte[]> {
  static final String RECORDS = "records";

  private static final long serialVersionUID = 1L;

  private transient LongCounter records;

  @Override
  public void open(OpenContext context) {
    Process.markBeginning();
    records = new LongCounter();
    getRuntimeContext().addAccumulator(RECORDS, records);
  }

  @Override
  public byte[] map(byte[] record) {
    records.add(1L);
    return record;
  }
}
