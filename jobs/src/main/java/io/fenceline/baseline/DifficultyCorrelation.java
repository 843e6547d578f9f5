// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.Difficulty;
import io.fenceline.feature.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much more alike in difficulty two requests of one client are than two of any clients:
 * intra-class correlation {@code rho} of the steps of {@link Difficulty}. Histograms of n requests
 * per client then vary {@code 1 + (n - 1) rho} times as much as chance alone explains (Rao and
 * Scott 1981).
 *
 * <p>Estimate: mean over all pairs of requests of the same client of {@code (sum over steps of
 * a·b/usual - 1) / (k - 1)}, whose expectation is rho. Near-duplicates count once: a burst of a
 * probe is no habit. The sums of window after window, old ones fading, hold far more pairs than any
 * sample that could be kept: the standard error is about 0.01 after one window of 150 clients and
 * 0.002 after a hundred. The likeness of one set of requests counts for at most 1 a pair, which
 * takes 5 % off a rho of 0.05 and 13 % off one of 0.2 (simulated).
 *
 * @param clients sets of requests that the pairs come from: one per client and window
 * @param pairs pairs of requests of one client
 * @param likeness sum of what is averaged
 * @param likenessSquares sum of the squares of each set's likeness
 * @param crossed sum of each set's pairs times its likeness
 * @param pairSquares sum of the squares of each set's pairs
 */
public record DifficultyCorrelation(
    double clients,
    double pairs,
    double likeness,
    double likenessSquares,
    double crossed,
    double pairSquares) {
  static final DifficultyCorrelation NONE = new DifficultyCorrelation(0, 0, 0, 0, 0, 0);
  static final int MIN_CLIENTS = 20;

  /** For a one-sided limit of 95 %. */
  private static final double CONFIDENCE = 1.645;

  /** Of one client: more would make it stand for the rest. */
  private static final int MOST_PER_CLIENT = 16;

  /** A window loses half of its weight in a day of 5-minute windows. */
  private static final double DECAY = Math.pow(0.5, 1 / 288d);

  /**
   * What requests of one artefact show.
   *
   * @param samples in an order that does not depend on their arrival
   * @param entropy the artefact's usual entropies
   */
  static DifficultyCorrelation of(Collection<Sample> samples, Distribution entropy) {
    Map<Long, List<Asked>> byClient = new TreeMap<>();
    for (Sample sample : samples) {
      List<Asked> own = byClient.computeIfAbsent(sample.client(), c -> new ArrayList<>());
      if (own.size() < MOST_PER_CLIENT && Float.isFinite(sample.entropy())) {
        Asked asked = Asked.of(sample);
        if (asked.isUnlike(own)) {
          own.add(asked);
        }
      }
    }
    DifficultyCorrelation sum = NONE;
    for (List<Asked> own : byClient.values()) {
      if (own.size() >= 2) {
        sum = sum.plus(1, likeness(own, entropy));
      }
    }
    return sum;
  }

  /** With a newer window. */
  DifficultyCorrelation then(DifficultyCorrelation newer) {
    return newer.plus(DECAY, this);
  }

  /**
   * An upper 95 % limit of rho, 0 to 1; NaN if fewer than {@value #MIN_CLIENTS} sets of requests
   * are known. It errs on the high side where clients hardly differ, as an estimate below 0 counts
   * as 0.
   */
  double limit() {
    if (clients < MIN_CLIENTS) {
      return Double.NaN;
    }
    double rho = likeness / pairs;
    double variance = likenessSquares - 2 * rho * crossed + rho * rho * pairSquares;
    double error = Math.sqrt(Math.max(0, variance)) / pairs;
    return Math.min(1, Math.max(0, rho) + CONFIDENCE * error);
  }

  private DifficultyCorrelation plus(double weight, DifficultyCorrelation other) {
    return new DifficultyCorrelation(
        clients + weight * other.clients,
        pairs + weight * other.pairs,
        likeness + weight * other.likeness,
        likenessSquares + weight * other.likenessSquares,
        crossed + weight * other.crossed,
        pairSquares + weight * other.pairSquares);
  }

  private static DifficultyCorrelation likeness(List<Asked> own, Distribution entropy) {
    float[] sums = new float[Difficulty.BINS];
    double[] squares = new double[Difficulty.BINS];
    for (Asked asked : own) {
      float[] one = new float[Difficulty.BINS];
      Difficulty.add(one, entropy.midRank(asked.entropy()), entropy.tied(asked.entropy()));
      for (int bin = 0; bin < one.length; bin++) {
        sums[bin] += one[bin];
        squares[bin] += one[bin] * one[bin];
      }
    }
    double pairs = own.size() * (own.size() - 1) / 2d;
    double likeness = -pairs;
    for (int bin = 0; bin < sums.length; bin++) {
      likeness += (sums[bin] * sums[bin] - squares[bin]) / 2 / Difficulty.usual(bin);
    }
    // One client in one window proves at most what answers from one and the same step near the
    // top would: a probe that is no near-duplicate must not blind the model for a day.
    likeness = Math.min(pairs, likeness / (Difficulty.BINS - 1));
    return new DifficultyCorrelation(
        1, pairs, likeness, likeness * likeness, pairs * likeness, pairs * pairs);
  }

  /** One request, with its hashes sorted so that two of them are compared in one go. */
  private record Asked(float entropy, float[] vector, long[] hashes) {
    static Asked of(Sample sample) {
      long[] hashes = sample.fingerprint().clone();
      Arrays.sort(hashes);
      return new Asked(sample.entropy(), sample.vector(), hashes);
    }

    boolean isUnlike(List<Asked> others) {
      for (Asked other : others) {
        if (isLike(other)) {
          return false;
        }
      }
      return true;
    }

    private boolean isLike(Asked other) {
      if (hashes.length > 0 && other.hashes.length > 0) {
        return Fingerprint.share(hashes, other.hashes) >= 0.5;
      }
      return vector.length > 0 && Arrays.equals(vector, other.vector);
    }
  }
}
