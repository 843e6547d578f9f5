// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.ClassMove;
import io.fenceline.model.ClassShift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Two-sample chi-squared test of predicted classes that holds its level when requests clump by
 * client, with an effect size that depends neither on sample size nor on the ratio of the samples.
 *
 * <ul>
 *   <li>Two samples, expectation pooled over both: a one-sample test against a measured reference
 *       has 50 % false alarms at a nominal 5 %.
 *   <li>The statistic is divided by a first-order design effect (Rao and Scott 1981), estimated
 *       from the clients' residuals and bounded to 1..{@value #MAX_DESIGN_EFFECT}, as a real shift
 *       raises it too.
 *   <li>Effect {@code V*² = ½ Σ (p-q)²/(p+q) - (k-1)·deff·(1/n + 1/m)/4}, at least 0: half the
 *       triangular discrimination, less its expectation without a shift.
 *   <li>Small classes are merged until at most 20 % of the expected counts are below 5 and none is
 *       below 1 (Cochran 1954).
 * </ul>
 */
final class ClassShiftTest {
  static final double MAX_DESIGN_EFFECT = 8;

  /** A client counts for at most this many requests of a pane. */
  static final double REQUESTS_PER_CLIENT = 30;

  /** Requests, after weighting, that each side needs. */
  static final double MIN_REQUESTS = 200;

  private ClassShiftTest() {}

  /** Weighted class counts of a pane: a busy client is scaled down, not cut off. */
  static Map<String, Double> weigh(List<ClientShare> clients) {
    return ClassTable.of(clients).weightedByName();
  }

  /**
   * Tests a pane against what came before, whose clients are taken to clump as those of the pane.
   *
   * @param clients the pane
   * @param past weighted class counts of the past
   * @return {@link ClassShift#NOT_TESTED} if a side is too small or one class is all there is
   */
  static ClassShift test(List<ClientShare> clients, Map<String, Double> past) {
    return test(ClassTable.of(clients), past, Double.NaN);
  }

  /**
   * The same with a past whose design effect is known.
   *
   * @param pastDesignEffect at least 1; NaN if it is to be that of the pane
   */
  static ClassShift test(ClassTable pane, Map<String, Double> past, double pastDesignEffect) {
    double[] now = pane.weighted();
    double n = sum(now);
    double m = sum(past);
    if (n < MIN_REQUESTS || m < MIN_REQUESTS) {
      return ClassShift.NOT_TESTED;
    }
    Outcome outcome = compare(pane, past, pastDesignEffect);
    if (outcome.degrees() < 1) {
      return ClassShift.NOT_TESTED;
    }
    double p =
        new ChiSquaredDistribution(outcome.degrees()).cumulativeProbability(outcome.statistic());
    return new ClassShift(
        outcome.statistic(),
        outcome.degrees(),
        1 - p,
        outcome.effect(),
        outcome.designEffect(),
        oneClient(pane, past, pastDesignEffect, outcome.effect()),
        Math.round(m),
        moves(pane.weightedByName(), past, n, m));
  }

  /** Mean over classes of the variance between clients over that of independent requests. */
  static double designEffect(ClassTable clients) {
    double[] weights = clients.weighted();
    return designEffect(clients, weights, sum(weights));
  }

  private record Outcome(double statistic, int degrees, double effect, double designEffect) {}

  private static Outcome compare(
      ClassTable pane, Map<String, Double> past, double pastDesignEffect) {
    double[] now = pane.weighted();
    double n = sum(now);
    double m = sum(past);
    List<double[]> cells = n > 0 ? merge(pane.weightedByName(), past, n, m) : List.of();
    if (cells.size() < 2) {
      return new Outcome(0, 0, 0, 1);
    }
    double statistic = 0;
    double discrimination = 0;
    for (double[] cell : cells) {
      double expectedNow = n * (cell[0] + cell[1]) / (n + m);
      double expectedPast = m * (cell[0] + cell[1]) / (n + m);
      statistic +=
          square(cell[0] - expectedNow) / expectedNow
              + square(cell[1] - expectedPast) / expectedPast;
      double p = cell[0] / n;
      double q = cell[1] / m;
      discrimination += square(p - q) / (p + q);
    }
    int degrees = cells.size() - 1;
    double paneEffect = designEffect(pane, now, n);
    // The variance of p - q is that of both sides, so the larger side's clumping weighs less.
    double designEffect =
        Double.isNaN(pastDesignEffect)
            ? paneEffect
            : (paneEffect * m + pastDesignEffect * n) / (n + m);
    double effect =
        Math.sqrt(Math.max(0, discrimination / 2 - degrees * designEffect * (1 / n + 1 / m) / 4));
    return new Outcome(statistic / designEffect, degrees, effect, designEffect);
  }

  /**
   * The part of V*², which adds up as a variance does, that goes without the one client whose
   * requests lie most where the shift is.
   */
  private static double oneClient(
      ClassTable pane, Map<String, Double> past, double pastDesignEffect, double effect) {
    if (effect == 0) {
      return 0;
    }
    int most = mostPulling(pane, past);
    double left = compare(pane.without(most), past, pastDesignEffect).effect();
    return Math.max(0, 1 - square(left / effect));
  }

  private static int mostPulling(ClassTable pane, Map<String, Double> past) {
    double[] now = pane.weighted();
    double n = sum(now);
    double m = sum(past);
    double[] differences = new double[now.length];
    double[] sums = new double[now.length];
    for (int i = 0; i < now.length; i++) {
      double p = now[i] / n;
      double q = past.getOrDefault(pane.names().get(i), 0d) / m;
      differences[i] = p - q;
      sums[i] = p + q;
    }
    int most = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int client = 0; client < pane.clients(); client++) {
      double weight = pane.weight(client);
      long[] counts = pane.counts(client);
      double pull = 0;
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          pull += weight * counts[i] * differences[i] / sums[i];
        }
      }
      if (pull > largest) {
        largest = pull;
        most = client;
      }
    }
    return most;
  }

  private static List<ClassMove> moves(
      Map<String, Double> now, Map<String, Double> past, double n, double m) {
    TreeSet<String> names = new TreeSet<>(now.keySet());
    names.addAll(past.keySet());
    return new ArrayList<>(
        names.stream()
            .map(
                name ->
                    new ClassMove(
                        name, past.getOrDefault(name, 0d) / m, now.getOrDefault(name, 0d) / n))
            .sorted(Comparator.comparingDouble(move -> -Math.abs(move.now() - move.before())))
            .limit(3)
            .toList());
  }

  private static double designEffect(ClassTable clients, double[] now, double n) {
    int count = clients.clients();
    if (count < 2) {
      return MAX_DESIGN_EFFECT;
    }
    double[] variances = new double[now.length];
    for (int client = 0; client < count; client++) {
      double weight = clients.weight(client);
      double requests = weight * clients.requests(client);
      long[] counts = clients.counts(client);
      for (int i = 0; i < now.length; i++) {
        variances[i] += square(weight * counts[i] - requests * (now[i] / n));
      }
    }
    double ratio = 0;
    double shares = 0;
    for (int i = 0; i < now.length; i++) {
      double p = now[i] / n;
      ratio += variances[i] * count / (count - 1) / n;
      shares += p * (1 - p);
    }
    return shares == 0 ? 1 : Math.max(1, Math.min(MAX_DESIGN_EFFECT, ratio / shares));
  }

  private static List<double[]> merge(
      Map<String, Double> now, Map<String, Double> past, double n, double m) {
    TreeSet<String> names = new TreeSet<>(now.keySet());
    names.addAll(past.keySet());
    List<double[]> cells = new ArrayList<>();
    names.forEach(
        name -> cells.add(new double[] {now.getOrDefault(name, 0d), past.getOrDefault(name, 0d)}));
    cells.sort(Comparator.comparingDouble(cell -> -(cell[0] + cell[1])));
    while (cells.size() > 1 && tooThin(cells, n, m)) {
      double[] smallest = cells.remove(cells.size() - 1);
      double[] next = cells.get(cells.size() - 1);
      next[0] += smallest[0];
      next[1] += smallest[1];
    }
    return cells;
  }

  private static boolean tooThin(List<double[]> cells, double n, double m) {
    int belowFive = 0;
    for (double[] cell : cells) {
      double smaller = Math.min(n, m) * (cell[0] + cell[1]) / (n + m);
      if (smaller < 1) {
        return true;
      }
      if (smaller < 5) {
        belowFive++;
      }
    }
    return belowFive > 0.2 * cells.size();
  }

  private static double sum(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  static double sum(Map<String, Double> weights) {
    double sum = 0;
    for (double weight : new TreeMap<>(weights).values()) {
      sum += weight;
    }
    return sum;
  }

  private static double square(double value) {
    return value * value;
  }
}
