// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

/** A kind of documents that a panel shows. */
public enum Dataset {
  /** Alerts, of each the newest revision. */
  ALERTS("alerts", "logs-fenceline.alerts-*", "Fenceline alerts"),
  /** Enriched events. */
  EVENTS("events", "logs-fenceline.inference-*", "Fenceline events"),
  /** Statistics per model and window. */
  WINDOWS("windows", "metrics-fenceline.window-*", "Fenceline windows"),
  /** Records that came again, counted per model and window. */
  DUPLICATES("duplicates", "metrics-fenceline.duplicates-*", "Fenceline duplicates"),
  /** Dead letters, without their content. */
  DEAD_LETTERS("dead_letters", "logs-fenceline.deadletter-*", "Fenceline dead letters");

  /** The field all documents have their time in. */
  public static final String TIME_FIELD = "@timestamp";

  private final String word;
  private final String pattern;
  private final String title;

  Dataset(String word, String pattern, String title) {
    this.word = word;
    this.pattern = pattern;
    this.title = title;
  }

  /** Its name in a dashboard's definition. */
  public String word() {
    return word;
  }

  /** The indices it is kept in. */
  public String pattern() {
    return pattern;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** The id of its data view in Kibana. */
  public String dataView() {
    return "fenceline-" + word.replace('_', '-');
  }
}
