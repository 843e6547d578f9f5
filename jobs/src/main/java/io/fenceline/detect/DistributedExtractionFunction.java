// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.detect.ExtractionCluster.Member;
import io.fenceline.feature.Difficulty;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Detection;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.Measure;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds one theft spread over many clients with few requests each: the clients of one network, or
 * with one software, are judged together as {@link ExtractionDetector} judges one of them, see
 * {@link DifficultyShift}.
 *
 * <p>Clients with more than {@value #LIGHT} requests are left to that function. The others are
 * judged at {@value #FIRST_LOOK}, 800, 1,600 and {@value #REQUESTS} requests of the cluster; then
 * it is counted anew. Shares wait for the end of their {@value #TICK} milliseconds and are taken by
 * time and client, so that the result does not depend on the order of arrival.
 *
 * <p>A cluster that is the whole model costs its key one record per client and ten requests. State
 * per cluster: shares not yet due, and one {@link ExtractionCluster}; cleared when idle.
 */
final class DistributedExtractionFunction
    extends KeyedProcessFunction<String, ExtractionShare, Detection> {
  static final Rule RULE =
      new Rule(
          "distributed-extraction",
          1,
          Family.EXTRACTION,
          "Requests of many light clients together look like those of a model thief",
          List.of(AtlasTechnique.EXTRACT_MODEL, AtlasTechnique.INFERENCE_API_ACCESS),
          "Compare when and how the keys were issued. If they belong together and nobody can say"
              + " what the inputs are, lower the quota of all of them at once.");

  static final int LIGHT = 200;
  static final int FIRST_LOOK = 400;
  static final int REQUESTS = 3200;

  private static final long serialVersionUID = 1L;
  private static final long TICK = 10_000;

  /** Colleagues share inputs as well as a network, so a cluster must differ by more. */
  private static final double CLUSTER_DIVERGENCE = 1.5;

  private static final Comparator<ExtractionShare> ORDER =
      Comparator.comparingLong(ExtractionShare::timestamp)
          .thenComparing(ExtractionShare::clientKey)
          .thenComparing(ExtractionShare::requestId);

  private final DifficultyShift shift;
  private final int accounts;
  private final IdleTime idle;
  private transient Waiting<ExtractionShare> waiting;
  private transient ValueState<ExtractionCluster> clusters;

  DistributedExtractionFunction(DetectSettings settings) {
    shift = new DifficultyShift(CLUSTER_DIVERGENCE * settings.extractionDivergence());
    accounts = settings.extractionAccounts();
    idle = new IdleTime(settings.idleMillis());
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        new Waiting<>(
            getRuntimeContext()
                .getListState(
                    new ListStateDescriptor<>(
                        "waiting", TypeInformation.of(ExtractionShare.class))),
            ExtractionShare::timestamp,
            ORDER);
    clusters =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("cluster", TypeInformation.of(ExtractionCluster.class)));
  }

  @Override
  public void processElement(ExtractionShare share, Context context, Collector<Detection> out)
      throws Exception {
    waiting.add(share);
    long due = Math.floorDiv(share.timestamp(), TICK) * TICK + TICK - 1;
    // The stage before sends a tick's requests together, at its end at the latest.
    context
        .timerService()
        .registerEventTimeTimer(Math.max(due, context.timerService().currentWatermark() + 1));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Detection> out)
      throws Exception {
    List<ExtractionShare> due = waiting.takeUntil(timestamp);
    ExtractionCluster cluster = clusters.value();
    if (!due.isEmpty()) {
      for (ExtractionShare share : due) {
        boolean known = cluster != null && idle.overAfter(cluster.newest()) > share.timestamp();
        cluster = judged((known ? cluster : ExtractionCluster.NEW).with(share), share, out);
      }
      clusters.update(cluster);
      context
          .timerService()
          .registerEventTimeTimer(idle.cleanUpAfter(idle.overAfter(cluster.newest())));
    } else if (cluster != null
        && idle.cleanUpAfter(idle.overAfter(cluster.newest())) <= timestamp) {
      clusters.clear();
    }
  }

  private ExtractionCluster judged(
      ExtractionCluster cluster, ExtractionShare last, Collector<Detection> out) {
    int look = FIRST_LOOK << cluster.looks();
    if (cluster.requests() < look) {
      return cluster;
    }
    boolean found = !cluster.alarmed() && alarm(cluster, last, out);
    boolean full = look >= REQUESTS;
    return new ExtractionCluster(
        full ? 0 : cluster.requests(),
        full ? 0 : cluster.looks() + 1,
        found || cluster.alarmed(),
        cluster.newest(),
        full ? List.of() : cluster.members());
  }

  private boolean alarm(ExtractionCluster cluster, ExtractionShare last, Collector<Detection> out) {
    List<Member> light = cluster.light();
    RequestProfile mix = ExtractionCluster.mix(light);
    if (light.size() < accounts || mix.requests() < FIRST_LOOK) {
      return false;
    }
    double perClient =
        light.stream()
                .mapToDouble(m -> (double) m.profile().requests() * m.profile().requests())
                .sum()
            / mix.requests();
    if (!shift.isTheft(mix, perClient, last.usual())) {
      return false;
    }
    List<Member> thieves = ExtractionCluster.inTune(light, mix);
    if (thieves.size() < accounts) {
      return false;
    }
    RequestProfile theirs = ExtractionCluster.mix(thieves);
    String shared = last.cluster().substring(last.model().key().length() + 1);
    out.collect(
        new Detection(
            RULE,
            Severity.HIGH,
            last.cluster(),
            subject(thieves, last),
            last.timestamp(),
            String.format(
                Locale.ROOT,
                "%d clients that share %s sent %d different inputs, %.0f %% of them harder for the"
                    + " model than three quarters of its traffic, with answers spread over its"
                    + " classes; none sent more than %d",
                thieves.size(),
                shared.startsWith("agent ") ? "a user agent" : "the " + shared,
                theirs.requests(),
                100 * theirs.hardShare(),
                LIGHT),
            new Measure(
                "divergence of the difficulty of the clients' requests from the model's traffic,"
                    + " nats",
                Difficulty.divergence(mix.difficulty()),
                shift.limit(mix.requests(), perClient, last.usual()),
                last.usual().sample()),
            evidence(thieves)));
    return true;
  }

  private static Subject subject(List<Member> thieves, ExtractionShare last) {
    Subject all = Subject.of(thieves.get(0).client(), last.model());
    for (Member thief : thieves) {
      all = all.with(Subject.of(thief.client(), last.model()), Integer.MAX_VALUE);
    }
    return all;
  }

  private static List<Evidence> evidence(List<Member> thieves) {
    return new ArrayList<>(
        thieves.stream()
            .sorted(Comparator.comparingLong(Member::timestamp).thenComparing(Member::clientKey))
            .limit(Detection.MAX_EVIDENCE)
            .map(
                thief ->
                    new Evidence(
                        thief.requestId(),
                        thief.timestamp(),
                        String.format(
                            Locale.ROOT,
                            "the last of %d requests of one client, %.0f %% of them hard",
                            thief.profile().requests(),
                            100 * thief.profile().hardShare())))
            .toList());
  }
}
