// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.table.RuleTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Plays the steps of a table: a row, then the watermark that follows it. What a rule sees depends
 * on the steps alone, never on when a source is asked for its watermark.
 *
 * <p>The steps come in compressed parts, as Flink keeps several copies of what is in a job's graph,
 * and rows of a hundred columns are mostly empty.
 */
final class Playback extends AbstractStreamOperator<RowData>
    implements OneInputStreamOperator<byte[], RowData> {
  private static final long serialVersionUID = 1L;

  private static final int STEPS_OF_PART = 500;
  private static final int TIME = 0;
  private static final int WATERMARK = 1;
  private static final int ROW = 2;

  private final RowDataSerializer serializer;
  private final int columns;
  private long watermark = Long.MIN_VALUE;

  private Playback(RowDataSerializer serializer, int columns) {
    this.serializer = serializer;
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
    RowDataSerializer serializer = InternalTypeInfo.of(step).toRowSerializer();
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < steps.size(); from += STEPS_OF_PART) {
      parts.add(
          part(steps.subList(from, Math.min(steps.size(), from + STEPS_OF_PART)), serializer));
    }
    return env.fromData(parts, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
        .uid(uid + "-source")
        .name("cases of " + uid)
        .setParallelism(1)
        .transform(
            "play " + uid,
            InternalTypeInfo.of(table.rowType()),
            new Playback(serializer, table.columns().size()))
        .uid(uid + "-play")
        .setParallelism(1);
  }

  private static byte[] part(List<Step> steps, RowDataSerializer serializer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputViewStreamWrapper out =
        new DataOutputViewStreamWrapper(new DeflaterOutputStream(bytes))) {
      out.writeInt(steps.size());
      for (Step step : steps) {
        serializer.serialize(GenericRowData.of(step.time(), step.watermark(), step.row()), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen in memory", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void processElement(StreamRecord<byte[]> element) throws IOException {
    try (DataInputViewStreamWrapper in =
        new DataInputViewStreamWrapper(
            new InflaterInputStream(new ByteArrayInputStream(element.getValue())))) {
      for (int left = in.readInt(); left > 0; left--) {
        play(serializer.deserialize(in));
      }
    }
  }

  private void play(RowData step) {
    if (!step.isNullAt(ROW)) {
      output.collect(new StreamRecord<>(step.getRow(ROW, columns), step.getLong(TIME)));
    }
    if (step.getLong(WATERMARK) > watermark) {
      watermark = step.getLong(WATERMARK);
      output.emitWatermark(new Watermark(watermark));
    }
  }

  /** The source knows no time but the end. */
  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    if (watermark.equals(Watermark.MAX_WATERMARK)) {
      super.processWatermark(watermark);
    }
  }
}
