// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.InputVector;
import io.fenceline.feature.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Keeps the reservoir of past requests of a model and makes its reference from it.
 *
 * <p>Robust by construction: within a window no client gives more than {@link
 * WindowAccumulator#SAMPLES_PER_CLIENT} requests, and a full reservoir takes at most {@value
 * #PER_WINDOW} new ones per window in exchange for random old ones, so that an attacker would need
 * many clients for hours to move the median. Attacked windows are not taken out: the reference
 * comes before detection, and results must not depend on how far detection has got.
 */
final class ReferenceBuilder {
  static final int RESERVOIR = 1024;
  static final int PER_WINDOW = 48;

  /** Below this many samples nothing is said about what is normal. */
  static final int WARM = 200;

  private static final int NEIGHBOURS = 32;
  private static final int DRAWS = 1000;

  private ReferenceBuilder() {}

  /** The reservoir after one more window. The result depends on the set of samples only. */
  static List<Sample> extend(List<Sample> reservoir, List<ClientShare> clients, long windowEnd) {
    List<Sample> fresh = new ArrayList<>();
    clients.forEach(client -> fresh.addAll(client.samples()));
    fresh.sort(Comparator.comparingLong(Sample::priority));
    List<Sample> kept = new ArrayList<>(reservoir);
    int room = Math.max(PER_WINDOW, RESERVOIR - kept.size());
    List<Sample> taken = fresh.subList(0, Math.min(room, fresh.size()));
    int surplus = kept.size() + taken.size() - RESERVOIR;
    if (surplus > 0) {
      // A new draw per window, so that no request is lucky for ever.
      kept.sort(Comparator.comparingLong(s -> StableHash.mix(s.priority() ^ windowEnd)));
      kept.subList(0, surplus).clear();
    }
    kept.addAll(taken);
    return kept;
  }

  /**
   * The reference that a reservoir gives.
   *
   * @param classes weight of each class in the past
   * @param correlation {@link DifficultyCorrelation#limit()}, NaN if unknown
   */
  static ModelReference build(
      String modelKey,
      String artefact,
      long validFrom,
      List<Sample> reservoir,
      Map<String, Double> classes,
      double correlation) {
    List<Sample> samples = new ArrayList<>(reservoir);
    samples.sort(Comparator.comparingLong(Sample::priority));
    List<Sample> sameArtefact =
        samples.stream().filter(s -> s.artefact().equals(artefact)).toList();
    float[] scale = scale(samples);
    return new ModelReference(
        modelKey,
        artefact,
        validFrom,
        Distribution.of(sameArtefact, Sample::entropy),
        Distribution.of(samples, Sample::oovRate),
        Distribution.of(sameArtefact, Sample::latencyMillis),
        correlation,
        Distribution.of(samples, Sample::textLength),
        Distribution.of(samples, Sample::perplexity),
        classEntropy(classes),
        classTails(classes),
        dominance(classes),
        scale,
        neighbourDistances(samples, scale, StableHash.of(modelKey)),
        CommonHashes.of(samples));
  }

  /** What one window tells of how far clients differ in difficulty; nothing while warming up. */
  static DifficultyCorrelation correlation(
      List<ClientShare> clients, String artefact, List<Sample> reservoir) {
    Distribution usual =
        Distribution.of(
            reservoir.stream().filter(s -> s.artefact().equals(artefact)).toList(),
            Sample::entropy);
    return usual.size() < WARM
        ? DifficultyCorrelation.NONE
        : DifficultyCorrelation.of(
            clients.stream()
                .flatMap(client -> client.samples().stream())
                .filter(sample -> sample.artefact().equals(artefact))
                .toList(),
            usual);
  }

  private static double classEntropy(Map<String, Double> classes) {
    double[] weights = new TreeMap<>(classes).values().stream().mapToDouble(w -> w).toArray();
    double all = Arrays.stream(weights).sum();
    return all < WARM
        ? Double.NaN
        : Arrays.stream(weights)
            .filter(weight -> weight > 0)
            .map(weight -> -weight / all * Math.log(weight / all))
            .sum();
  }

  /** Equally frequent classes have the same tail, so none of many looks rare by its name. */
  private static Map<String, Double> classTails(Map<String, Double> classes) {
    double all = classes.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<String, Double> tails = new TreeMap<>();
    if (all < WARM) {
      return tails;
    }
    for (Map.Entry<String, Double> entry : classes.entrySet()) {
      double tail =
          classes.values().stream()
              .mapToDouble(Double::doubleValue)
              .filter(weight -> weight <= entry.getValue())
              .sum();
      tails.put(entry.getKey(), tail / all);
    }
    return tails;
  }

  private static double dominance(Map<String, Double> classes) {
    double all = classes.values().stream().mapToDouble(Double::doubleValue).sum();
    double most = classes.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return all < WARM ? Double.NaN : most / all;
  }

  private static float[] scale(List<Sample> samples) {
    List<Sample> described = samples.stream().filter(s -> s.vector().length > 0).toList();
    if (described.isEmpty()) {
      return new float[0];
    }
    float[] scale = new float[InputVector.LENGTH];
    for (int i = 0; i < scale.length; i++) {
      int component = i;
      Distribution values = Distribution.of(described, s -> s.vector()[component]);
      // A component that hardly varies among honest inputs must not divide by nothing.
      double floor = Math.max(1e-3, 0.05 * Math.abs(values.quantile(0.5)));
      scale[i] = (float) values.interquartileRange(floor);
    }
    return scale;
  }

  /** Monte Carlo: the nearest of 32 random others, seeded by the model so that replays agree. */
  private static Distribution neighbourDistances(List<Sample> samples, float[] scale, long seed) {
    List<Sample> described = samples.stream().filter(s -> s.vector().length > 0).toList();
    if (described.size() < WARM) {
      return new Distribution(new float[0]);
    }
    SplittableRandom random = new SplittableRandom(seed);
    float[] nearest = new float[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      int self = random.nextInt(described.size());
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < NEIGHBOURS; i++) {
        int other = random.nextInt(described.size());
        if (other != self) {
          best =
              Math.min(
                  best,
                  InputVector.distance(
                      described.get(self).vector(), described.get(other).vector(), scale));
        }
      }
      nearest[draw] = (float) best;
    }
    Arrays.sort(nearest);
    return new Distribution(nearest);
  }
}
