// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes the newest time before what the connector writes of a partition. What the connector alone
 * wrote, in savepoints of earlier versions, is read as a partition without a newest time.
 */
final class TimedPartitionSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
  /** Above any version that the connector will have. */
  private static final int VERSION = 1001;

  private final SimpleVersionedSerializer<KafkaPartitionSplit> partitions;

  TimedPartitionSerializer(SimpleVersionedSerializer<KafkaPartitionSplit> partitions) {
    this.partitions = partitions;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(KafkaPartitionSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(split instanceof TimedPartition timed ? timed.newest() : RecordIntake.NO_TIME);
      out.writeInt(partitions.getVersion());
      out.write(partitions.serialize(split));
    }
    return bytes.toByteArray();
  }

  @Override
  public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version < VERSION) {
      return partitions.deserialize(version, serialized);
    }
    if (version > VERSION) {
      throw new IOException(
          "The savepoint is of a newer version; partitions have format " + version);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized))) {
      long newest = in.readLong();
      KafkaPartitionSplit place = partitions.deserialize(in.readInt(), in.readAllBytes());
      return new TimedPartition(place, newest);
    }
  }
}
