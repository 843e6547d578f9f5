// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the baseline stage. */
public final class BaselineOptions {
  public static final ConfigOption<Duration> WINDOW =
      ConfigOptions.key("baseline.window")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "Length of the event-time windows in which a model's traffic is summed up.");

  public static final ConfigOption<Duration> IDLE_TIME =
      ConfigOptions.key("baseline.idle-time")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription(
              "Event time without a request after which what is known of a client on a model is"
                  + " forgotten. Models are remembered seven times as long.");

  public static final ConfigOption<Duration> TICK =
      ConfigOptions.key("baseline.tick")
          .durationType()
          .defaultValue(Duration.ofMillis(250))
          .withDescription(
              "A client's requests are put in order and judged once per tick of event time.");

  public static final ConfigOption<Double> FINGERPRINT_SHARE =
      ConfigOptions.key("baseline.similarity.fingerprint-share")
          .doubleType()
          .defaultValue(0.5)
          .withDescription(
              "Share of telling fingerprint hashes, 0 to 1, from which two requests are"
                  + " near-duplicates.");

  public static final ConfigOption<Double> STATISTICS_EVIDENCE =
      ConfigOptions.key("baseline.similarity.statistics-evidence")
          .doubleType()
          .defaultValue(25.0)
          .withDescription(
              "Cumulated evidence (CUSUM of the negative log of the chance of so near a neighbour,"
                  + " less 2 a request) from which requests without fingerprint count as"
                  + " near-duplicates.");

  public static final ConfigOption<Double> LOW_MARGIN =
      ConfigOptions.key("baseline.low-margin-confidence")
          .doubleType()
          .defaultValue(0.9)
          .withDescription(
              "Confidence, 0 to 1, below which an answer counts as close to the decision"
                  + " boundary.");

  public static final ConfigOption<Integer> BURST =
      ConfigOptions.key("baseline.burst-requests")
          .intType()
          .defaultValue(100)
          .withDescription("Requests of one client on one model within 10 s that begin a burst.");

  private BaselineOptions() {}
}
