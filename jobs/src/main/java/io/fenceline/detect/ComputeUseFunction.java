// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Client;
import io.fenceline.model.ComputeUse;
import io.fenceline.model.Detection;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.Measure;
import io.fenceline.model.MetricShift;
import io.fenceline.model.Model;
import io.fenceline.model.ModelWindow;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Finds a client that exhausts a model: it uses more than half of the model's time with requests
 * that take several times as long as those of others. That alone is honest (a tenant with long
 * texts), so something must be new: the model is slow for the others too (medium), or it is busy
 * for far longer than in a usual window (low). One window is enough. No state.
 */
final class ComputeUseFunction implements FlatMapFunction<ModelWindow, Detection> {
  /** Share of a model's time that one client may use. */
  static final double MOST = 0.5;

  /** How many times as long as those of others its requests may take while others wait. */
  static final double EXPENSIVE = 3;

  /** The same while nobody waits. */
  static final double VERY_EXPENSIVE = 10;

  /** How many times as long as usual a model may be busy. */
  static final double GROWTH = 3;

  /** Fewer requests are no flood. */
  static final int MIN_REQUESTS = 20;

  static final Rule RULE =
      new Rule(
          "compute-exhaustion",
          1,
          Family.CONSUMPTION,
          "One client uses most of a model's time with expensive requests",
          List.of(AtlasTechnique.DENIAL_OF_SERVICE),
          "Throttle the client or cap the size of its inputs. Ask its owner what the long"
              + " requests are for.");

  private static final long serialVersionUID = 1L;

  private final double minEffect;
  private final double maxP;

  ComputeUseFunction(DetectSettings settings) {
    minEffect = settings.driftEffect();
    maxP = settings.shiftPValue();
  }

  @Override
  public void flatMap(ModelWindow window, Collector<Detection> out) {
    ComputeUse use = window.compute();
    if (use.requests() < MIN_REQUESTS || !(use.share() > MOST)) {
      return;
    }
    double expensive = use.meanMillis() / use.othersMillis();
    Optional<MetricShift> slow =
        Slowness.latency(window)
            .filter(latency -> Slowness.isSlow(latency, minEffect, maxP))
            .filter(latency -> !OneClient.explains(latency.oneClient()));
    if (slow.isPresent() && expensive >= EXPENSIVE) {
      String slowdown = NumericDriftFunction.describe(slow.get());
      out.collect(detection(window, Severity.MEDIUM, "for all " + slowdown));
    } else if (use.growth() >= GROWTH && expensive >= VERY_EXPENSIVE) {
      String longer = "the model was busy " + Figure.of(use.growth()) + " times as long as usual";
      out.collect(detection(window, Severity.LOW, longer));
    }
  }

  private static Detection detection(ModelWindow window, Severity severity, String impact) {
    ComputeUse use = window.compute();
    String costs =
        String.format(
            Locale.ROOT,
            "%d requests took %.0f %% of the model's time, %s ms each and %s ms those of others",
            use.requests(),
            100 * use.share(),
            Figure.of(use.meanMillis()),
            Figure.of(use.othersMillis()));
    return new Detection(
        RULE,
        severity,
        window.model().key() + Model.SEPARATOR + use.client(),
        Subject.of(Client.of(use.client()), window.model()),
        window.end() - 1,
        costs + "; " + impact,
        new Measure("share of the model's time", use.share(), MOST, 0),
        Stream.of(costs, impact)
            .map(shows -> new Evidence("", window.start(), shows))
            .collect(Collectors.toList()));
  }
}
