// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.state.WriteBackCache;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Runs all detectors that judge a client by its own requests, in one operator: with one for each,
 * most of what a request cost was to look its client up in the state of each.
 *
 * <p>State per client and model: one {@link ClientMemory}, none if no detector remembers anything;
 * swept out when it is over, see {@link ClientDetectorsOperator}. Detectors may be added, removed
 * and put in another order between savepoints.
 */
final class ClientDetectors extends KeyedProcessFunction<String, EnrichedEvent, Detection> {
  private static final long serialVersionUID = 1L;

  /** In the longest idle time. */
  private static final int SWEEPS = 8;

  private final ClientDetector<?>[] detectors;

  /** At the numbers of their slots. */
  private final ClientDetector<?>[] bySlot;

  private transient MemoryImages images;
  private transient ValueStateDescriptor<StoredMemory> memoryState;
  private transient WriteBackCache<String, StoredMemory> memories;
  private transient Outputs findings;

  /**
   * The operator of some detectors.
   *
   * @throws IllegalArgumentException if two have one slot, or one has none that there is
   */
  ClientDetectors(List<? extends ClientDetector<?>> detectors) {
    this.detectors = detectors.toArray(ClientDetector<?>[]::new);
    bySlot = new ClientDetector<?>[ClientMemory.MAX_SLOTS];
    for (ClientDetector<?> detector : detectors) {
      int slot = detector.slot();
      if (slot < 0 || slot >= bySlot.length || bySlot[slot] != null) {
        throw new IllegalArgumentException(
            "slot "
                + slot
                + " of "
                + detector.type().getSimpleName()
                + " is taken or not one of 0 to "
                + (bySlot.length - 1)
                + "; give the detector a slot that no other has or had, or run some in an operator"
                + " beside");
      }
      bySlot[slot] = detector;
    }
  }

  @Override
  public void open(OpenContext context) {
    images = new MemoryImages();
    memoryState = new ValueStateDescriptor<>("memory", new ClientMemorySerializer());
    findings = new Outputs();
  }

  @Override
  public void processElement(EnrichedEvent request, Context context, Collector<Detection> out)
      throws Exception {
    if (request.enrichment().late()) {
      return;
    }
    StoredMemory kept = memories.value();
    ClientMemory memory = kept == null ? new ClientMemory() : images.open(kept, bySlot);
    findings.of(context, out);
    boolean changed = false;
    for (ClientDetector<?> detector : detectors) {
      changed |= judge(detector, memory, request);
    }
    if (changed && memory.isEmpty()) {
      memories.clear();
    } else if (changed) {
      memories.update(kept == null ? images.pack(memory) : memory);
    }
  }

  /** True if the memory changed. */
  private <S extends ClientRecord> boolean judge(
      ClientDetector<S> detector, ClientMemory memory, EnrichedEvent request) {
    int slot = detector.slot();
    long timestamp = request.event().timestamp();
    S kept = detector.type().cast(memory.get(slot));
    S known = kept != null && memory.over(slot) > timestamp ? kept : null;
    if (!(known == null ? detector.concerns(request) : detector.concerns(known, request))) {
      return false;
    }
    S none = detector.none();
    S after = detector.judge(known == null ? none : known, request, findings);
    if (after.equals(none)) {
      return memory.remove(slot);
    }
    long over = detector.idle().overAfter(timestamp);
    if (kept != null && over <= memory.over(slot)) {
      if (after.equals(kept)) {
        return false;
      }
      over = memory.over(slot);
    }
    memory.put(slot, after, over);
    return true;
  }

  /** Keeps what is remembered there, from before the first request on. */
  void keepIn(KeyedStateBackend<String> backend, long cachedBytes) {
    memories =
        new WriteBackCache<>(
            backend,
            getRuntimeContext().getState(memoryState),
            StoredMemory::heapBytes,
            cachedBytes);
  }

  /** Writes to keyed state what is cached in memory. */
  void save() throws Exception {
    memories.save();
  }

  ValueStateDescriptor<StoredMemory> memoryState() {
    return memoryState;
  }

  /** Event time from one sweep to the next: so much longer at most is kept what is over. */
  long sweepMillis() {
    long longest = 0;
    for (ClientDetector<?> detector : detectors) {
      longest = Math.max(longest, detector.idle().millis());
    }
    return Math.max(1, longest / SWEEPS);
  }

  /** Forgets of the current client what is over. */
  void forgetWhatIsOver(long watermark) throws Exception {
    StoredMemory kept = memories.peek();
    if (kept == null || !images.isAnyOver(kept, bySlot, watermark)) {
      return;
    }
    ClientMemory memory = images.open(kept, bySlot);
    for (ClientDetector<?> detector : detectors) {
      int slot = detector.slot();
      if (memory.has(slot) && detector.idle().cleanUpAfter(memory.over(slot)) <= watermark) {
        memory.remove(slot);
      }
    }
    if (memory.isEmpty()) {
      memories.clear();
    } else {
      memories.update(images.pack(memory));
    }
  }

  /** Hands findings on; one object for all requests, as an operator runs in one thread. */
  private static final class Outputs implements Findings {
    private KeyedProcessFunction<?, ?, Detection>.Context context;
    private Collector<Detection> out;

    void of(
        KeyedProcessFunction<?, ?, Detection>.Context ofRequest, Collector<Detection> detections) {
      context = ofRequest;
      out = detections;
    }

    @Override
    public long judged() {
      return context.timestamp();
    }

    @Override
    public void collect(Detection detection) {
      out.collect(detection);
    }

    @Override
    public <T> void collect(OutputTag<T> output, T value) {
      context.output(output, value);
    }
  }
}
