// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.Fingerprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Compares the probes under one band with those of other clients, on their whole sets of hashes, in
 * event-time order.
 *
 * <p>What two clients send alike to the last digit of the answer is a shared data set, a stock
 * picture or a second evaluation, not a search: such requests are remembered but never linked.
 *
 * <p>State per model and band: probes of the current tick, and the newest {@value #RING}, at most
 * {@value #OF_ONE_CLIENT} of one client so that nobody pushes the others out: 30 kB with 28 hashes
 * and usual names, 400 bytes each. Cleared when no probe has come for the memory. A request that is
 * looked at is kept under four bands at most, so a client whose near-duplicates never share a band,
 * at the limit of {@link MinuteCount}, holds 200 kB for each minute of the memory.
 */
final class ProbeLinkFunction extends KeyedProcessFunction<String, BandedProbe, ProbeLink> {
  static final int RING = 64;
  static final int OF_ONE_CLIENT = 8;

  private static final long serialVersionUID = 1L;

  private final double minShare;
  private final IdleTime memory;
  private transient Waiting<BandedProbe> waiting;
  private transient ListState<BandedProbe> seen;

  ProbeLinkFunction(double minShare, long memoryMillis) {
    this.minShare = minShare;
    memory = new IdleTime(memoryMillis);
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        new Waiting<>(
            getRuntimeContext()
                .getListState(
                    new ListStateDescriptor<>("waiting", TypeInformation.of(BandedProbe.class))),
            banded -> banded.probe().judged(),
            Comparator.comparing(BandedProbe::probe, Probe.ORDER));
    seen =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("seen", TypeInformation.of(BandedProbe.class)));
  }

  @Override
  public void processElement(BandedProbe banded, Context context, Collector<ProbeLink> out)
      throws Exception {
    waiting.add(banded);
    // Once the watermark is there, so is all of the tick.
    context.timerService().registerEventTimeTimer(banded.probe().judged());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ProbeLink> out)
      throws Exception {
    List<BandedProbe> due = waiting.takeUntil(context.timerService().currentWatermark());
    List<BandedProbe> ring = new ArrayList<>();
    seen.get().forEach(ring::add);
    if (!due.isEmpty()) {
      for (BandedProbe banded : due) {
        long oldest = banded.probe().timestamp() - memory.millis();
        ring.removeIf(old -> old.probe().timestamp() < oldest);
        link(banded, ring, out);
        remember(banded, ring);
      }
      seen.update(ring);
      context.timerService().registerEventTimeTimer(cleanUpAfter(ring));
    } else if (!ring.isEmpty() && cleanUpAfter(ring) <= timestamp) {
      seen.clear();
    }
  }

  private void link(BandedProbe later, List<BandedProbe> ring, Collector<ProbeLink> out) {
    if (isShared(later.probe(), ring)) {
      return;
    }
    for (int i = ring.size() - 1; i >= 0; i--) {
      BandedProbe earlier = ring.get(i);
      if (!earlier.probe().sameClient(later.probe())) {
        double share = Fingerprint.share(later.telling(), earlier.telling());
        if (share >= minShare && !isShared(earlier.probe(), ring)) {
          out.collect(new ProbeLink(later.probe(), earlier.probe(), share));
          return;
        }
      }
    }
  }

  /** True if another client sent the very same. */
  private static boolean isShared(Probe probe, List<BandedProbe> ring) {
    for (BandedProbe other : ring) {
      if (other.probe().content() == probe.content() && !other.probe().sameClient(probe)) {
        return true;
      }
    }
    return false;
  }

  private static void remember(BandedProbe banded, List<BandedProbe> ring) {
    int oldest = -1;
    int ofClient = 0;
    for (int i = ring.size() - 1; i >= 0; i--) {
      if (ring.get(i).probe().sameClient(banded.probe())) {
        oldest = i;
        ofClient++;
      }
    }
    if (ofClient == OF_ONE_CLIENT) {
      ring.remove(oldest);
    } else if (ring.size() == RING) {
      ring.remove(0);
    }
    ring.add(banded);
  }

  private long cleanUpAfter(List<BandedProbe> ring) {
    return memory.cleanUpAfter(memory.overAfter(ring.get(ring.size() - 1).probe().timestamp()));
  }
}
