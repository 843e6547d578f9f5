// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What detectors remember of clients, as {@link MemoryImages}. */
final class ClientMemorySerializer extends TypeSerializer<StoredMemory> {
  private static final long serialVersionUID = 1L;

  private transient MemoryImages images;

  private MemoryImages images() {
    if (images == null) {
      images = new MemoryImages();
    }
    return images;
  }

  @Override
  public void serialize(StoredMemory stored, DataOutputView out) throws IOException {
    images().write(stored, out);
  }

  @Override
  public StoredMemory deserialize(DataInputView in) throws IOException {
    return images().read(in);
  }

  @Override
  public StoredMemory deserialize(StoredMemory reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    images().copy(in, out);
  }

  @Override
  public StoredMemory copy(StoredMemory from) {
    return from instanceof ClientMemory memory ? memory.copy() : from;
  }

  @Override
  public StoredMemory copy(StoredMemory from, StoredMemory reuse) {
    return copy(from);
  }

  @Override
  public TypeSerializer<StoredMemory> duplicate() {
    return new ClientMemorySerializer();
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public StoredMemory createInstance() {
    return new ClientMemory();
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientMemorySerializer;
  }

  @Override
  public int hashCode() {
    return getClass().hashCode();
  }

  @Override
  public TypeSerializerSnapshot<StoredMemory> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint says of the serializer; versions of the layout are in the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoredMemory> {
    /** As Flink asks for. */
    public Snapshot() {
      super(ClientMemorySerializer::new);
    }
  }
}
