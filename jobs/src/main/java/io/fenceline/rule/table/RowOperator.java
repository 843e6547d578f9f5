// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * Turns records into rows whose time is the record's own, and holds the watermark back to what has
 * been judged.
 *
 * <p>The stages before judge once per tick, when the watermark has passed its end: a record may
 * come behind the watermark by up to a tick. Rows must not, as SQL would drop them as late.
 */
final class RowOperator<T> extends AbstractStreamOperator<RowData>
    implements OneInputStreamOperator<T, RowData> {
  private static final long serialVersionUID = 1L;

  private final RuleTable<T> table;
  private final long tickMillis;

  private transient StreamRecord<RowData> reused;

  /**
   * @param tickMillis length of a tick; 1 if records do not come behind the watermark
   */
  RowOperator(RuleTable<T> table, long tickMillis) {
    this.table = table;
    this.tickMillis = tickMillis;
  }

  @Override
  public void open() throws Exception {
    super.open();
    reused = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    T record = element.getValue();
    output.collect(reused.replace(table.row(record), table.time().of(record)));
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    long time = watermark.getTimestamp();
    if (time == Long.MAX_VALUE || time < Long.MIN_VALUE + 2 * tickMillis) {
      super.processWatermark(watermark);
    } else {
      super.processWatermark(new Watermark(Math.floorDiv(time + 1, tickMillis) * tickMillis - 1));
    }
  }
}
