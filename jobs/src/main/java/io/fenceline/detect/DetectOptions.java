// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Deviation;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the detect stage. */
public final class DetectOptions {
  public static final ConfigOption<Double> ENTROPY_ALLOWANCE =
      ConfigOptions.key("detect.entropy.allowance")
          .doubleType()
          .defaultValue(Deviation.ENTROPY_ALLOWANCE)
          .withDescription(
              "Drift in standard deviations that is put up with for ever (CUSUM k) before the"
                  + " entropy of a client's answers counts.");

  public static final ConfigOption<Double> ENTROPY_THRESHOLD =
      ConfigOptions.key("detect.entropy.threshold")
          .doubleType()
          .defaultValue(15.0)
          .withDescription(
              "Cumulated drift (CUSUM h) at which the entropy of a client's answers raises an"
                  + " alarm.");

  public static final ConfigOption<Double> OOV_ALLOWANCE =
      ConfigOptions.key("detect.oov.allowance")
          .doubleType()
          .defaultValue(Deviation.OOV_ALLOWANCE)
          .withDescription(
              "Drift in standard deviations that is put up with for ever (CUSUM k) before the"
                  + " out-of-vocabulary rate of a client's inputs counts.");

  public static final ConfigOption<Double> OOV_THRESHOLD =
      ConfigOptions.key("detect.oov.threshold")
          .doubleType()
          .defaultValue(15.0)
          .withDescription(
              "Cumulated drift (CUSUM h) at which the out-of-vocabulary rate of a client's inputs"
                  + " raises an alarm.");

  public static final ConfigOption<Double> SHIFT_EFFECT =
      ConfigOptions.key("detect.class-shift.effect")
          .doubleType()
          .defaultValue(0.15)
          .withDescription(
              "Effect V* (0 none, 1 disjoint) from which a shift of predicted classes matters.");

  public static final ConfigOption<Double> SHIFT_P_VALUE =
      ConfigOptions.key("detect.class-shift.p-value")
          .doubleType()
          .defaultValue(1e-4)
          .withDescription(
              "Probability of chance below which a window counts as shifted, in classes or numbers; two of three such windows"
                  + " raise an alarm, so that chance alone needs about the square of it.");

  public static final ConfigOption<Double> EXTRACTION_DIVERGENCE =
      ConfigOptions.key("detect.extraction.divergence")
          .doubleType()
          .defaultValue(0.1)
          .withDescription(
              "Least divergence, in nats, of the difficulty of a client's requests from the model's"
                  + " traffic that matters as extraction. Few requests need more, as do models"
                  + " whose clients differ from each other. Clusters of clients need half as much"
                  + " again.");

  public static final ConfigOption<Integer> EXTRACTION_ACCOUNTS =
      ConfigOptions.key("detect.extraction.accounts")
          .intType()
          .defaultValue(20)
          .withDescription(
              "Clients of one network or user agent, each with few requests, from which extraction"
                  + " counts as distributed.");

  public static final ConfigOption<Double> LONG_TEXT_RATIO =
      ConfigOptions.key("detect.long-texts.ratio")
          .doubleType()
          .defaultValue(5.0)
          .withDescription(
              "How many times as long as 99 % of the model's texts a text must be to count as"
                  + " oversized.");

  public static final ConfigOption<Integer> LONG_TEXTS =
      ConfigOptions.key("detect.long-texts.requests")
          .intType()
          .defaultValue(5)
          .withDescription(
              "Oversized texts of one client within ten minutes that raise an alarm, 1 to 20.");

  public static final ConfigOption<Double> RARE_VERDICT_THRESHOLD =
      ConfigOptions.key("detect.rare-verdict.threshold")
          .doubleType()
          .defaultValue(12.0)
          .withDescription(
              "Cumulated log-likelihood ratio (CUSUM h) at which rare verdicts of one client raise"
                  + " an alarm, low; where one verdict is the rule, twice that is medium.");

  public static final ConfigOption<Double> DRIFT_EFFECT =
      ConfigOptions.key("detect.numeric-drift.effect")
          .doubleType()
          .defaultValue(0.2)
          .withDescription(
              "Effect V* (0 none, 1 disjoint) from which a shift of a number of a model's traffic"
                  + " matters: entropy, confidence, out-of-vocabulary rate, text length, latency.");

  public static final ConfigOption<Double> SHARED_PROBE_SHARE =
      ConfigOptions.key("detect.shared-probe.share")
          .doubleType()
          .defaultValue(0.75)
          .withDescription(
              "Share of telling fingerprint hashes, 0 to 1, from which requests of two clients are"
                  + " near-duplicates of each other.");

  public static final ConfigOption<Integer> SHARED_PROBE_REQUESTS =
      ConfigOptions.key("detect.shared-probe.requests")
          .intType()
          .defaultValue(5)
          .withDescription(
              "Near-duplicates of other clients' requests that each of at least two clients must"
                  + " have sent; all clients that sent any must have sent one more on average.");

  public static final ConfigOption<Duration> SHARED_PROBE_MEMORY =
      ConfigOptions.key("detect.shared-probe.memory")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "Longest event time between two requests of different clients that are compared.");

  /** The limits of alarms, with their ranges and the rules that they limit. */
  public static final List<AlarmLimit> THRESHOLDS =
      List.of(
          new AlarmLimit(ENTROPY_THRESHOLD, 1, 1000, "entropy-drift"),
          new AlarmLimit(OOV_THRESHOLD, 1, 1000, "oov-drift"),
          new AlarmLimit(SHIFT_EFFECT, 0, 1, "class-distribution-shift"),
          new AlarmLimit(DRIFT_EFFECT, 0, 1, "numeric-drift", "compute-exhaustion", "slow-model"),
          new AlarmLimit(LONG_TEXT_RATIO, 1, 1000, "resource-exhaustion"),
          new AlarmLimit(RARE_VERDICT_THRESHOLD, 1, 1000, "rare-verdict"),
          new AlarmLimit(
              EXTRACTION_DIVERGENCE, 0.01, 10, "model-extraction", "distributed-extraction"));

  private DetectOptions() {}
}
