// SPDX-License-Identifier: Apache-2.0
package io.fenceline.alert;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings of the alert stage as users write them. */
public final class AlertOptions {
  /** {@code alert.suppression-window}. */
  public static final ConfigOption<Duration> SUPPRESSION_WINDOW =
      ConfigOptions.key("alert.suppression-window")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "Longest quiet time inside one alert, in event time. Detections of one rule about one"
                  + " entity that follow each other at most this closely update one alert; after a"
                  + " longer silence the next detection opens a new alert. A rule in SQL may say"
                  + " otherwise for its own.");

  /** {@code alert.max-incident-length}. */
  public static final ConfigOption<Duration> MAX_INCIDENT_LENGTH =
      ConfigOptions.key("alert.max-incident-length")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription(
              "Longest time, in event time, from the first to the last detection of one alert. An"
                  + " attack that goes on beyond it opens a new alert.");

  /** {@code alert.risk.half-life}. */
  public static final ConfigOption<Duration> RISK_HALF_LIFE =
      ConfigOptions.key("alert.risk.half-life")
          .durationType()
          .defaultValue(Duration.ofHours(2))
          .withDescription(
              "Event time in which the points of a detection halve, 1 min to 7 d. A detection gives"
                  + " its client 15 points if it is low, 40 if medium, 70 if high, 100 if critical,"
                  + " and is forgotten after two half-lives. Of rules that see the same thing only"
                  + " the one that gives most counts; different kinds add up.");

  /** {@code alert.risk.medium}. */
  public static final ConfigOption<Integer> RISK_MEDIUM =
      ConfigOptions.key("alert.risk.medium")
          .intType()
          .defaultValue(40)
          .withDescription(
              "Points above which several low detections raise a client's open alert to medium, 15"
                  + " to 1000. At the default, three of different kinds within 24 minutes do, two"
                  + " never. At 60 nothing does.");

  /** {@code alert.risk.high}. */
  public static final ConfigOption<Integer> RISK_HIGH =
      ConfigOptions.key("alert.risk.high")
          .intType()
          .defaultValue(70)
          .withDescription(
              "Points above which several detections, the worst of them medium, raise a client's"
                  + " open alert to high, 40 to 1000 and at least alert.risk.medium. At the default,"
                  + " two medium ones of different kinds within 44 minutes do, a medium and two low"
                  + " ones never. At 160 nothing does.");

  private AlertOptions() {}
}
