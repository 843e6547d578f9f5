// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

/** The kinds of documents that leave the job, each with its place in Elasticsearch. */
public enum DocumentStream {
  /** Enriched events, in a data stream. */
  EVENTS("logs", "fenceline.inference"),
  /** Alerts, in one index per event day, because alerts are updated. */
  ALERTS("logs", "fenceline.alerts"),
  /** Statistics per model and window, in a data stream. */
  WINDOWS("metrics", "fenceline.window"),
  /** Records that came again, counted per model and window, in a data stream. */
  DUPLICATES("metrics", "fenceline.duplicates"),
  /** Dead letters without their content, in a data stream. */
  DEAD_LETTERS("logs", "fenceline.deadletter");

  private final String type;
  private final String dataset;

  DocumentStream(String type, String dataset) {
    this.type = type;
    this.dataset = dataset;
  }

  /** {@code data_stream.type}. */
  public String type() {
    return type;
  }

  /** {@code data_stream.dataset}. */
  public String dataset() {
    return dataset;
  }
}
