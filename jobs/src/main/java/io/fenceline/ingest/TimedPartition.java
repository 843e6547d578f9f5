// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** A partition in a reader's checkpoint, with the newest event time that was accepted from it. */
final class TimedPartition extends KafkaPartitionSplit {
  private final long newest;

  TimedPartition(KafkaPartitionSplit place, long newest) {
    super(
        place.getTopicPartition(),
        place.getStartingOffset(),
        place.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.newest = newest;
  }

  /** Epoch milliseconds; {@link RecordIntake#NO_TIME} if none was accepted. */
  long newest() {
    return newest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimedPartition timed && newest == timed.newest && super.equals(other);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Long.hashCode(newest);
  }
}
