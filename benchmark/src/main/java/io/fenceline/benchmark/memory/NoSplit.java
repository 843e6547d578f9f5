// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.memory;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Stands where Flink wants a split, of which there are none. */
enum NoSplit implements SourceSplit {
  NONE;

  static final SimpleVersionedSerializer<NoSplit> SERIALIZER =
      new SimpleVersionedSerializer<>() {
        @Override
        public int getVersion() {
          return 1;
        }

        @Override
        public byte[] serialize(NoSplit split) {
          return new byte[0];
        }

        @Override
        public NoSplit deserialize(int version, byte[] bytes) {
          return NONE;
        }
      };

  @Override
  public String splitId() {
    return name();
  }
}
