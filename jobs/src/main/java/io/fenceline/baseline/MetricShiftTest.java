// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.ClassShift;
import io.fenceline.model.MetricShift;
import io.fenceline.model.Quantiles;
import io.fenceline.model.WindowMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Tests numbers of a pane of requests against those of the past with {@link ClassShiftTest}: the
 * tenth of the past in which a value lies, by mid-rank, takes the place of the class. Mid-ranks put
 * equal values, such as the many entropies of exactly 0, into one tenth and leave those beside them
 * in others.
 *
 * <p>The past is the reservoir of a model's reference, in which no client outweighs the others; its
 * clients clump as well, so both design effects are estimated.
 */
final class MetricShiftTest {
  private static final int BINS = 10;
  private static final List<String> TENTHS =
      IntStream.range(0, BINS).mapToObj(Integer::toString).toList();
  private static final Comparator<Sample> BY_CLIENT = Comparator.comparingLong(Sample::client);

  private MetricShiftTest() {}

  /**
   * A pane that grows by one window, at most {@link ClassShiftTest#REQUESTS_PER_CLIENT} requests of
   * a client. While it is too small to test it has fewer than {@link ClassShiftTest#MIN_REQUESTS}.
   */
  static List<Sample> join(List<Sample> pane, List<ClientShare> window) {
    Map<Long, List<Sample>> clients = new TreeMap<>();
    pane.forEach(s -> clients.computeIfAbsent(s.client(), c -> new ArrayList<>()).add(s));
    for (ClientShare share : window) {
      List<Sample> kept = clients.computeIfAbsent(share.hash(), c -> new ArrayList<>());
      share.samples().forEach(sample -> kept.add(sample.withoutInput()));
    }
    List<Sample> joined = new ArrayList<>();
    for (List<Sample> kept : clients.values()) {
      kept.sort(Comparator.comparingLong(Sample::priority));
      int most = (int) ClassShiftTest.REQUESTS_PER_CLIENT;
      joined.addAll(kept.subList(0, Math.min(most, kept.size())));
    }
    return joined;
  }

  /** True if a pane has enough requests. */
  static boolean isReady(List<Sample> pane) {
    return pane.size() >= ClassShiftTest.MIN_REQUESTS;
  }

  /**
   * Tests all numbers that enough requests have on either side.
   *
   * @param artefact version and digest of the pane; what another one answered is left out where the
   *     number is the model's
   * @param pane requests
   * @param reservoir the past; requests of the pane are left out of it
   */
  static List<MetricShift> test(String artefact, List<Sample> pane, List<Sample> reservoir) {
    List<MetricShift> shifts = new ArrayList<>();
    if (!isReady(pane)) {
      return shifts;
    }
    Set<Long> fresh = new HashSet<>();
    pane.forEach(sample -> fresh.add(sample.priority()));
    List<Sample> past = new ArrayList<>(reservoir);
    past.removeIf(sample -> fresh.contains(sample.priority()));
    // A client's requests lie side by side, those of its artefact in a list of their own.
    past.sort(BY_CLIENT);
    List<Sample> fromPane = new ArrayList<>(pane);
    fromPane.sort(BY_CLIENT);
    List<Sample> artefactPast = of(artefact, past);
    List<Sample> artefactPane = of(artefact, fromPane);
    for (WindowMetric metric : WindowMetric.values()) {
      List<Sample> before = known(metric.isOutput() ? artefactPast : past, metric);
      if (before.size() < ClassShiftTest.MIN_REQUESTS) {
        continue;
      }
      List<Sample> now = known(metric.isOutput() ? artefactPane : fromPane, metric);
      Distribution distribution = Distribution.of(before, sample -> sample.value(metric));
      ClassTable pastClients = bin(before, metric, distribution);
      ClassShift shift =
          ClassShiftTest.test(
              bin(now, metric, distribution),
              pastClients.weightedByName(),
              ClassShiftTest.designEffect(pastClients));
      if (shift.isTested()) {
        shifts.add(
            new MetricShift(
                metric,
                shift.pValue(),
                shift.effect(),
                shift.designEffect(),
                shift.oneClient(),
                distribution.summary(),
                quantiles(now, metric)));
      }
    }
    return shifts;
  }

  /** Quantiles of one number of a sample. */
  static Quantiles quantiles(List<Sample> samples, WindowMetric metric) {
    return Distribution.of(samples, sample -> sample.value(metric)).summary();
  }

  private static List<Sample> of(String artefact, List<Sample> samples) {
    return samples.stream().filter(sample -> sample.artefact().equals(artefact)).toList();
  }

  private static List<Sample> known(List<Sample> samples, WindowMetric metric) {
    return samples.stream().filter(sample -> Double.isFinite(sample.value(metric))).toList();
  }

  private static ClassTable bin(List<Sample> byClient, WindowMetric metric, Distribution past) {
    List<long[]> clients = new ArrayList<>();
    long[] bins = {};
    for (int i = 0; i < byClient.size(); i++) {
      Sample sample = byClient.get(i);
      if (i == 0 || sample.client() != byClient.get(i - 1).client()) {
        bins = new long[BINS];
        clients.add(bins);
      }
      bins[Math.min(BINS - 1, (int) (BINS * past.midRank(sample.value(metric))))]++;
    }
    return ClassTable.of(TENTHS, clients);
  }
}
