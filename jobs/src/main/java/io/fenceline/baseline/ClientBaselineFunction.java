// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.DuplicateCount;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.InferenceEvent;
import io.fenceline.state.WriteBackCache;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Judges each client's requests in event-time order, ties by event id, against its own past and the
 * model's reference.
 *
 * <p>Requests wait, and are judged once per tick by {@link ClientBaselineOperator}. State per
 * client and model: the {@link WaitingRequests} (bounded by rate times out-of-orderness), {@link
 * ClientState}, cached for clients that asked last, which is over when the client fell silent and
 * is swept out then, see {@link #forgetIfSilent}. Broadcast state: the references of each model
 * that events still to come may need.
 */
final class ClientBaselineFunction
    extends KeyedBroadcastProcessFunction<String, InferenceEvent, ModelReference, EnrichedEvent> {
  static final MapStateDescriptor<String, ReferenceTimeline> REFERENCES =
      new MapStateDescriptor<>(
          "model-references", Types.STRING, TypeInformation.of(ReferenceTimeline.class));

  /** Records that came again, of one client in one tick. */
  static final OutputTag<DuplicateCount> DUPLICATES =
      new OutputTag<>("duplicates", TypeInformation.of(DuplicateCount.class));

  private static final long serialVersionUID = 1L;

  /** In one idle time. */
  private static final int SWEEPS = 8;

  private final BaselineSettings settings;
  private final int mostInMemory;
  private transient RequestJudge judge;
  private transient WaitingRequests waiting;
  private transient ValueStateDescriptor<StoredClient> clientState;
  private transient WriteBackCache<String, StoredClient> clients;
  private transient ClientImages images;
  private transient BaselineMetrics metrics;
  private transient long swept;

  /**
   * @param mostInMemory requests that wait in memory, in each task
   */
  ClientBaselineFunction(BaselineSettings settings, int mostInMemory) {
    this.settings = settings;
    this.mostInMemory = mostInMemory;
  }

  @Override
  public void open(OpenContext context) {
    judge = new RequestJudge(settings);
    waiting =
        new WaitingRequests(
            mostInMemory,
            getRuntimeContext().getListState(WaitingRequests.OVERFLOW),
            getRuntimeContext().getListState(WaitingRequests.SAVED));
    clientState = new ValueStateDescriptor<>("client", new ClientStateSerializer());
    metrics = new BaselineMetrics(getRuntimeContext(), settings.windowMillis(), Clock.systemUTC());
    images = new ClientImages();
    swept = Long.MIN_VALUE;
  }

  @Override
  public void processElement(
      InferenceEvent event, ReadOnlyContext context, Collector<EnrichedEvent> out)
      throws Exception {
    metrics.received(event.timestamp(), context.timerService());
    if (event.timestamp() <= context.currentWatermark()) {
      // Only a source that was idle can bring such an event; its neighbours are judged already.
      if (isKnown(event, context.currentWatermark())) {
        metrics.duplicate.increment();
        context.output(DUPLICATES, found(event, 1));
      } else {
        metrics.late.increment();
        out.collect(new EnrichedEvent(event, Enrichment.LATE));
      }
      return;
    }
    waiting.add(tickAfter(event.timestamp()), event);
  }

  /** True if it was judged already, or waits for that: the end of a tick is behind its requests. */
  private boolean isKnown(InferenceEvent event, long watermark) throws Exception {
    ClientState state = knownAt(watermark + 1);
    return (state != null && state.recentIds.contains(event.id().low())) || waiting.contains(event);
  }

  @Override
  public void processBroadcastElement(
      ModelReference reference, Context context, Collector<EnrichedEvent> out) throws Exception {
    BroadcastState<String, ReferenceTimeline> timelines = context.getBroadcastState(REFERENCES);
    // Requests wait for the end of their tick, so they may be that much behind the watermark.
    long judged =
        Math.max(context.currentWatermark(), Long.MIN_VALUE + settings.tickMillis())
            - settings.tickMillis();
    ReferenceTimeline known = timelines.get(reference.modelKey());
    timelines.put(
        reference.modelKey(),
        (known == null ? ReferenceTimeline.EMPTY : known).with(reference, judged));
    if (reference.validFrom() > swept) {
      // Once per window: models that fell silent must not stay for ever.
      swept = reference.validFrom();
      Iterator<Map.Entry<String, ReferenceTimeline>> each = timelines.iterator();
      while (each.hasNext()) {
        if (each.next().getValue().isOver(judged, settings.modelIdleMillis())) {
          each.remove();
        }
      }
    }
  }

  /** Keeps clients there, from before the first request on. */
  void keepIn(KeyedStateBackend<String> backend, long cachedBytes) {
    clients =
        new WriteBackCache<>(
            backend,
            getRuntimeContext().getState(clientState),
            StoredClient::heapBytes,
            cachedBytes);
  }

  /** Writes to keyed state what waits or is cached in memory. */
  void save(Consumer<String> client) throws Exception {
    waiting.save(client);
    clients.save();
  }

  WaitingRequests waiting() {
    return waiting;
  }

  ValueStateDescriptor<StoredClient> clientState() {
    return clientState;
  }

  /** Event time from one sweep to the next: so much longer at most is a silent client kept. */
  long sweepMillis() {
    return Math.max(1, settings.idleMillis() / SWEEPS);
  }

  /** Forgets the current client if it fell silent before the watermark. */
  void forgetIfSilent(long watermark) throws Exception {
    StoredClient stored = clients.peek();
    if (stored != null && idleAfter(images.lastSeen(stored)) <= watermark) {
      clients.clear();
    }
  }

  /** Judges what the current client asked in a tick, of which these requests wait in memory. */
  void judge(
      long end,
      String clientKey,
      List<InferenceEvent> requests,
      ReadOnlyBroadcastState<String, ReferenceTimeline> references,
      Collector<EnrichedEvent> out,
      Consumer<DuplicateCount> duplicates)
      throws Exception {
    List<InferenceEvent> due = waiting.due(end, clientKey, requests);
    if (due.isEmpty()) {
      return;
    }
    ClientState before = knownAt(end);
    ClientState state = before == null ? new ClientState() : before;
    ReferenceTimeline seen = references.get(due.get(0).model().key());
    ReferenceTimeline timeline = seen == null ? ReferenceTimeline.EMPTY : seen;
    long again = 0;
    for (InferenceEvent event : due) {
      if (state.isDuplicate(event)) {
        again++;
      } else {
        out.collect(
            judge.judge(event, timeline.at(event.timestamp(), settings.modelIdleMillis()), state));
      }
    }
    if (again > 0) {
      metrics.duplicate.add(again);
      duplicates.accept(found(due.get(0), again));
    }
    metrics.judged(clientKey, end);
    clients.update(state.recentIds.size() > 1 ? state : images.pack(state));
  }

  /**
   * The current client, null if it is new or was silent for too long: that it is still kept then
   * must tell nothing, as one watermark may bring both the end of that time and what came behind.
   */
  private ClientState knownAt(long now) throws Exception {
    StoredClient stored = clients.value();
    if (stored == null) {
      return null;
    }
    ClientState state = images.open(stored);
    return idleAfter(state.lastSeen) < now ? null : state;
  }

  /** Counted by the tick of the record, which is not longer than a window. */
  private DuplicateCount found(InferenceEvent event, long records) {
    long last = tickAfter(event.timestamp());
    return new DuplicateCount(event.model(), last, last + 1, records);
  }

  /** The end of the tick that the time lies in: one timer for all requests of a tick. */
  long tickAfter(long timestamp) {
    return Math.floorDiv(timestamp, settings.tickMillis()) * settings.tickMillis()
        + settings.tickMillis()
        - 1;
  }

  /** The time until which a client is remembered, in steps of a sixteenth of the idle time. */
  private long idleAfter(long lastSeen) {
    long grain = Math.max(1, settings.idleMillis() / 16);
    return (Math.floorDiv(lastSeen + settings.idleMillis(), grain) + 1) * grain;
  }
}
