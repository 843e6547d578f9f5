// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Records as the bytes that Flink's state backends and network keep of them. */
final class Serialized {
  private Serialized() {}

  static <T> byte[] bytes(T value, Class<T> type) {
    return bytes(value, TypeInformation.of(type).createSerializer(new SerializerConfigImpl()));
  }

  static <T> byte[] bytes(T value, TypeSerializer<T> serializer) {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    try {
      serializer.serialize(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.getCopyOfBuffer();
  }
}
