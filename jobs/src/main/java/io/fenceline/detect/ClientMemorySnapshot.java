// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Says in a checkpoint which detectors' records a {@link ClientMemory} has and how each is written.
 *
 * <p>With other detectors than then, or with the same in another order, what was written is read as
 * it was written: what a detector remembered that is gone is forgotten, and a new one begins with
 * nothing. A detector whose own record cannot be read any more makes the whole incompatible; it
 * needs a new name, and begins anew under it.
 */
public final class ClientMemorySnapshot implements TypeSerializerSnapshot<ClientMemory> {
  private static final int VERSION = 1;

  private List<String> names = List.of();
  private List<TypeSerializerSnapshot<?>> records = List.of();

  /** For Flink, which then reads it. */
  public ClientMemorySnapshot() {}

  ClientMemorySnapshot(ClientMemorySerializer serializer) {
    names = serializer.names();
    records =
        serializer.records().stream()
            .<TypeSerializerSnapshot<?>>map(TypeSerializer::snapshotConfiguration)
            .toList();
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeInt(names.size());
    for (int slot = 0; slot < names.size(); slot++) {
      out.writeUTF(names.get(slot));
      TypeSerializerSnapshot.writeVersionedSnapshot(out, records.get(slot));
    }
  }

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader classes) throws IOException {
    int slots = in.readInt();
    List<String> namesRead = new ArrayList<>(slots);
    List<TypeSerializerSnapshot<?>> recordsRead = new ArrayList<>(slots);
    for (int slot = 0; slot < slots; slot++) {
      namesRead.add(in.readUTF());
      recordsRead.add(TypeSerializerSnapshot.readVersionedSnapshot(in, classes));
    }
    names = List.copyOf(namesRead);
    records = List.copyOf(recordsRead);
  }

  @Override
  public TypeSerializer<ClientMemory> restoreSerializer() {
    return new ClientMemorySerializer(
        names, records.stream().map(TypeSerializerSnapshot::restoreSerializer).toList());
  }

  @Override
  public TypeSerializerSchemaCompatibility<ClientMemory> resolveSchemaCompatibility(
      TypeSerializerSnapshot<ClientMemory> before) {
    if (!(before instanceof ClientMemorySnapshot old)) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    boolean asIs = names.equals(old.names);
    List<TypeSerializer<?>> reconfigured = new ArrayList<>();
    boolean anyReconfigured = false;
    for (int slot = 0; slot < names.size(); slot++) {
      int was = old.names.indexOf(names.get(slot));
      TypeSerializerSchemaCompatibility<?> record =
          was < 0
              ? TypeSerializerSchemaCompatibility.compatibleAsIs()
              : resolve(records.get(slot), old.records.get(was));
      if (record.isIncompatible()) {
        return TypeSerializerSchemaCompatibility.incompatible();
      }
      asIs &= !record.isCompatibleAfterMigration();
      anyReconfigured |= record.isCompatibleWithReconfiguredSerializer();
      reconfigured.add(
          record.isCompatibleWithReconfiguredSerializer()
              ? record.getReconfiguredSerializer()
              : records.get(slot).restoreSerializer());
    }
    if (!asIs) {
      return TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
    return anyReconfigured
        ? TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(
            new ClientMemorySerializer(names, reconfigured))
        : TypeSerializerSchemaCompatibility.compatibleAsIs();
  }

  /** Both are of one detector's record, or Flink's snapshots say that they do not fit. */
  @SuppressWarnings("unchecked")
  private static <S> TypeSerializerSchemaCompatibility<S> resolve(
      TypeSerializerSnapshot<S> now, TypeSerializerSnapshot<?> before) {
    return now.resolveSchemaCompatibility((TypeSerializerSnapshot<S>) before);
  }
}
