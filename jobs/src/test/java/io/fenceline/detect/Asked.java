// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.Difficulty;
import io.fenceline.feature.Request;
import io.fenceline.model.Client;
import io.fenceline.model.Deviation;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Novelty;
import io.fenceline.model.Pace;
import io.fenceline.model.RequestContext;
import io.fenceline.model.Standing;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;

/** Requests to a model of ten classes, of a difficulty that is drawn from a client's habit. */
final class Asked {
  /** What honest clients share: the model's usual difficulty. */
  static final double[] USUAL = {0.5, 0.25, 0.125, 0.0625, 0.0625};

  /** Inputs that are not the model's own: every third is harder than 15 of 16 usual ones. */
  static final double[] FOREIGN = {0.2, 0.15, 0.15, 0.15, 0.35};

  private final Random random;
  private double correlation = 0.005;
  private double rate = Double.NaN;
  private double modelClasses = Math.log(10);
  private int classes = 10;
  private Likeness likeness = Enriched.scored("", 0, 0).enrichment().likeness();
  private double oovRate = 0.1;
  private double lengthRatio = 0.5;

  Asked(long seed) {
    random = new Random(seed);
  }

  Asked correlation(double rho) {
    correlation = rho;
    return this;
  }

  Asked rate(double score) {
    rate = score;
    return this;
  }

  Asked classes(int answered, double modelClassEntropy) {
    classes = answered;
    modelClasses = modelClassEntropy;
    return this;
  }

  Asked likeness(Likeness found) {
    likeness = found;
    return this;
  }

  Asked text(double unknownWords, double ratio) {
    oovRate = unknownWords;
    lengthRatio = ratio;
    return this;
  }

  /** A habit of its own: Dirichlet around the usual one, with that intra-class correlation. */
  static double[] habit(long seed, double rho) {
    Well19937c source = new Well19937c(seed);
    double[] habit = new double[Difficulty.BINS];
    for (int bin = 0; bin < habit.length; bin++) {
      habit[bin] = new GammaDistribution(source, (1 / rho - 1) * USUAL[bin], 1).sample();
    }
    double all = Arrays.stream(habit).sum();
    return Arrays.stream(habit).map(each -> each / all).toArray();
  }

  EnrichedEvent next(String key, long at, double[] habit) {
    return next(new Client(key, "", ""), "", at, habit);
  }

  EnrichedEvent next(Client client, String agent, long at, double[] habit) {
    double u = random.nextDouble();
    double low = 0;
    int bin = 0;
    while (bin < habit.length - 1 && u >= habit[bin]) {
      u -= habit[bin];
      low += USUAL[bin];
      bin++;
    }
    double rank = Math.min(0.999, Math.max(0.001, low + random.nextDouble() * USUAL[bin]));
    InferenceEvent plain =
        Request.by(client.id())
            .at(at)
            .serial(random.nextInt())
            .answer("c" + random.nextInt(classes), 0.9)
            .entropy(rank)
            .text(100, 20, oovRate, 0)
            .build();
    InferenceEvent event =
        new InferenceEvent(
            plain.id(),
            plain.timestamp(),
            plain.requestId(),
            client,
            plain.model(),
            plain.input(),
            plain.prediction(),
            plain.latencyMillis(),
            plain.fingerprint(),
            plain.activations(),
            new RequestContext(agent, "", "", "", "", ""),
            plain.extra(),
            plain.privateFields(),
            plain.origin());
    return new EnrichedEvent(
        event,
        new Enrichment(
            false,
            likeness,
            new Deviation(Double.NaN, Double.NaN, Double.NaN, rate, Double.NaN, Double.NaN, 1024),
            new Standing(rank, 0.001, correlation, modelClasses, 0.1, 0.2, lengthRatio, Double.NaN),
            new Pace(1, false, false, Double.NaN),
            Novelty.NONE));
  }
}
