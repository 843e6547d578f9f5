// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Model;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Counts digests inside the task that reads the events, so that a model with all the traffic costs
 * its key one record per task, digest and bucket instead of one per request.
 *
 * <p>State (operator state, split freely on rescaling because counts add up in any order): one
 * {@link DigestCount} per digest and open bucket, at most {@value #DIGESTS} a bucket; buckets close
 * with the watermark, or are handed on as far as they are when the task's input becomes idle, since
 * the others' time no longer waits for it. Events behind the watermark, and those without version
 * or digest, are not counted.
 */
final class LocalDigestOperator extends AbstractStreamOperator<DigestCount>
    implements OneInputStreamOperator<InferenceEvent, DigestCount> {
  /** Length of a bucket in milliseconds: a swap is judged when its bucket is over. */
  static final long BUCKET = 10_000;

  private static final long serialVersionUID = 1L;

  /** Whoever can write digests into the log must not be able to fill the heap with them. */
  private static final int DIGESTS = 4096;

  private transient TreeMap<Long, Map<Model, DigestTally>> buckets;
  private transient ListState<DigestCount> saved;
  private transient long watermark;

  /** What the last event was added to, which is often what the next one belongs to. */
  private transient DigestTally last;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    buckets = new TreeMap<>();
    watermark = Long.MIN_VALUE;
    saved =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("digests", TypeInformation.of(DigestCount.class)));
    for (DigestCount count : saved.get()) {
      tally(bucket(count.start()), count.model(), count.start()).add(count);
    }
  }

  @Override
  public void processElement(StreamRecord<InferenceEvent> element) {
    InferenceEvent event = element.getValue();
    Model model = event.model();
    if (model.version().isEmpty() || model.digest().isEmpty() || event.timestamp() <= watermark) {
      return;
    }
    long start = Math.floorDiv(event.timestamp(), BUCKET) * BUCKET;
    if (last == null || !last.isOf(start, model)) {
      Map<Model, DigestTally> bucket = bucket(start);
      if (bucket.size() >= DIGESTS && !bucket.containsKey(model)) {
        return;
      }
      last = tally(bucket, model, start);
    }
    last.add(event);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    last = null;
    while (!buckets.isEmpty() && buckets.firstKey() + BUCKET - 1 <= watermark) {
      handOn(buckets.pollFirstEntry());
    }
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    if (status.isIdle()) {
      last = null;
      while (!buckets.isEmpty()) {
        handOn(buckets.pollFirstEntry());
      }
    }
    super.processWatermarkStatus(status);
  }

  private void handOn(Map.Entry<Long, Map<Model, DigestTally>> bucket) {
    long end = bucket.getKey() + BUCKET - 1;
    for (DigestTally tally : bucket.getValue().values()) {
      output.collect(new StreamRecord<>(tally.toCount(), end));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    saved.clear();
    for (Map<Model, DigestTally> bucket : buckets.values()) {
      for (DigestTally tally : bucket.values()) {
        saved.add(tally.toCount());
      }
    }
  }

  private Map<Model, DigestTally> bucket(long start) {
    return buckets.computeIfAbsent(start, s -> new HashMap<>());
  }

  private static DigestTally tally(Map<Model, DigestTally> bucket, Model model, long start) {
    return bucket.computeIfAbsent(model, m -> new DigestTally(m, start));
  }
}
