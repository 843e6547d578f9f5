// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.table.RuleTable;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Plays the steps of a table: a row, then the watermark that follows it. What a rule sees depends
 * on the steps alone, never on when a source is asked for its watermark.
 */
final class Playback extends AbstractStreamOperator<RowData>
    implements OneInputStreamOperator<RowData, RowData> {
  private static final long serialVersionUID = 1L;

  private static final int TIME = 0;
  private static final int WATERMARK = 1;
  private static final int ROW = 2;

  private final int columns;

  private Playback(int columns) {
    this.columns = columns;
  }

  /**
   * The rows of a table with their times and watermarks.
   *
   * @param uid prefix of the uids of its operators
   */
  static DataStream<RowData> of(
      StreamExecutionEnvironment env, String uid, RuleTable<?> table, List<Step> steps) {
    RowType step =
        RowType.of(new BigIntType(false), new BigIntType(false), table.rowType().copy(true));
    RowData[] rows =
        steps.stream()
            .map(each -> GenericRowData.of(each.time(), each.watermark(), each.row()))
            .toArray(RowData[]::new);
    return env.fromData(InternalTypeInfo.of(step), rows)
        .uid(uid + "-source")
        .name("cases of " + uid)
        .setParallelism(1)
        .transform(
            "play " + uid,
            InternalTypeInfo.of(table.rowType()),
            new Playback(table.columns().size()))
        .uid(uid + "-play")
        .setParallelism(1);
  }

  @Override
  public void processElement(StreamRecord<RowData> element) {
    RowData step = element.getValue();
    if (!step.isNullAt(ROW)) {
      output.collect(new StreamRecord<>(step.getRow(ROW, columns), step.getLong(TIME)));
    }
    output.emitWatermark(new Watermark(step.getLong(WATERMARK)));
  }

  /** The source knows no time but the end. */
  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    if (watermark.equals(Watermark.MAX_WATERMARK)) {
      super.processWatermark(watermark);
    }
  }
}
