// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import org.apache.kafka.common.TopicPartition;

/** What tells which records of a partition are late. */
interface PartitionTimes extends java.io.Serializable {
  /** Newest event time accepted, epoch milliseconds; {@link RecordIntake#NO_TIME} if none. */
  long newest(TopicPartition partition);

  /** Goes on where an earlier reader stood. */
  void resume(TopicPartition partition, long newest);
}
