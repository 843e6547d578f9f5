// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link ClientMemory} as bytes: the timer, then of each slot in use its place, when it is over and
 * its record. Which detector a place is of, and how records are written, {@link
 * ClientMemorySnapshot} says once for all clients.
 */
final class ClientMemorySerializer extends TypeSerializer<ClientMemory> {
  private static final long serialVersionUID = 1L;

  private static final int END = 0xff;

  private final String[] order;
  private final TypeSerializer<?>[] records;
  private transient List<String> names;

  /**
   * The serializer of some detectors' records.
   *
   * @param names of the detectors, see {@link ClientDetector#name}
   * @param records of each of them, in the same order
   */
  ClientMemorySerializer(List<String> names, List<? extends TypeSerializer<?>> records) {
    this.order = names.toArray(String[]::new);
    this.records = records.toArray(TypeSerializer<?>[]::new);
  }

  /** Names of the detectors; the same list at every call. */
  List<String> names() {
    if (names == null) {
      names = List.of(order);
    }
    return names;
  }

  List<TypeSerializer<?>> records() {
    return List.of(records);
  }

  @Override
  public void serialize(ClientMemory any, DataOutputView out) throws IOException {
    ClientMemory memory = any.with(names());
    out.writeLong(memory.timer());
    for (int slot = 0; slot < records.length; slot++) {
      if (memory.has(slot)) {
        out.writeByte(slot);
        out.writeLong(memory.over(slot));
        write(records[slot], memory.get(slot), out);
      }
    }
    out.writeByte(END);
  }

  /** What is in a slot was put there by the detector whose serializer this is. */
  @SuppressWarnings("unchecked")
  private static <S> void write(TypeSerializer<S> serializer, Object record, DataOutputView out)
      throws IOException {
    serializer.serialize((S) record, out);
  }

  @Override
  public ClientMemory deserialize(DataInputView in) throws IOException {
    ClientMemory memory = new ClientMemory(names());
    memory.timer(in.readLong());
    for (int slot = in.readUnsignedByte(); slot != END; slot = in.readUnsignedByte()) {
      long over = in.readLong();
      memory.put(slot, records[slot].deserialize(in), over);
    }
    return memory;
  }

  @Override
  public ClientMemory deserialize(ClientMemory reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public ClientMemory copy(ClientMemory from) {
    return from.copy();
  }

  @Override
  public ClientMemory copy(ClientMemory from, ClientMemory reuse) {
    return from.copy();
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public ClientMemory createInstance() {
    return new ClientMemory(names());
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializer<ClientMemory> duplicate() {
    return new ClientMemorySerializer(
        names(), records().stream().<TypeSerializer<?>>map(TypeSerializer::duplicate).toList());
  }

  @Override
  public TypeSerializerSnapshot<ClientMemory> snapshotConfiguration() {
    return new ClientMemorySnapshot(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientMemorySerializer that
        && names().equals(that.names())
        && records().equals(that.records());
  }

  @Override
  public int hashCode() {
    return names().hashCode();
  }
}
