// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ClientMemorySerializerTest {

  @Property(tries = 200)
  void whatIsPutInIsFoundAgainThroughBytesAndCopies(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>();
    for (int slot = 0; slot < 1 + random.nextInt(ClientMemory.MAX_SLOTS); slot++) {
      names.add("detector " + slot);
    }
    ClientMemorySerializer serializer = texts(names);
    ClientMemory memory = new ClientMemory(serializer.names());
    Map<Integer, String> expected = new TreeMap<>();
    for (int step = 0; step < 100; step++) {
      int slot = random.nextInt(names.size());
      if (random.nextInt(3) > 0) {
        memory.put(slot, "text " + step, step);
        expected.put(slot, "text " + step);
      } else {
        assertThat(memory.remove(slot)).isEqualTo(expected.remove(slot) != null);
      }
      if (random.nextInt(10) == 0) {
        ClientMemory left = memory;
        memory =
            random.nextBoolean()
                ? serializer.copy(memory)
                : serializer.deserialize(in(bytes(serializer, memory)));
        left.put(slot, "of another", 0);
      }
    }
    for (int slot = 0; slot < names.size(); slot++) {
      assertThat(memory.get(slot)).isEqualTo(expected.get(slot));
      if (expected.containsKey(slot)) {
        assertThat("text " + memory.over(slot)).isEqualTo(expected.get(slot));
      }
    }
    assertThat(memory.isEmpty()).isEqualTo(expected.isEmpty());
  }

  @Test
  void bytesOfOtherDetectorsAreReadByWhatTheSnapshotSaysOfThem() throws Exception {
    ClientMemorySerializer old = texts(List.of("kept", "gone", "kept too"));
    ClientMemory memory = new ClientMemory(old.names());
    memory.timer(5);
    memory.put(0, "first", 10);
    memory.put(1, "second", 20);
    memory.put(2, "third", 30);
    DataOutputSerializer saved = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(saved, old.snapshotConfiguration());
    byte[] bytes = bytes(old, memory);

    TypeSerializerSnapshot<ClientMemory> before =
        TypeSerializerSnapshot.readVersionedSnapshot(
            in(saved.getCopyOfBuffer()), getClass().getClassLoader());
    ClientMemorySerializer now = texts(List.of("new", "kept too", "kept"));

    assertThat(compatibility(now, before).isCompatibleAfterMigration()).isTrue();
    ClientMemory migrated =
        now.deserialize(in(bytes(now, before.restoreSerializer().deserialize(in(bytes)))));
    assertThat(migrated.timer()).isEqualTo(5);
    assertThat(migrated.get(0)).isNull();
    assertThat(migrated.get(1)).isEqualTo("third");
    assertThat(migrated.over(1)).isEqualTo(30);
    assertThat(migrated.get(2)).isEqualTo("first");
    assertThat(compatibility(old, before).isCompatibleAsIs()).isTrue();
  }

  @Test
  void aRecordOfAnotherTypeUnderAKnownNameIsIncompatible() {
    ClientMemorySerializer numbers =
        new ClientMemorySerializer(List.of("a"), List.of(LongSerializer.INSTANCE));

    assertThat(compatibility(texts(List.of("a")), numbers.snapshotConfiguration()).isIncompatible())
        .isTrue();
  }

  private static TypeSerializerSchemaCompatibility<ClientMemory> compatibility(
      ClientMemorySerializer now, TypeSerializerSnapshot<ClientMemory> before) {
    return now.snapshotConfiguration().resolveSchemaCompatibility(before);
  }

  private static ClientMemorySerializer texts(List<String> names) {
    return new ClientMemorySerializer(
        names, names.stream().<TypeSerializer<?>>map(n -> StringSerializer.INSTANCE).toList());
  }

  private static byte[] bytes(ClientMemorySerializer serializer, ClientMemory memory)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(memory, out);
    return out.getCopyOfBuffer();
  }

  private static DataInputDeserializer in(byte[] bytes) {
    return new DataInputDeserializer(bytes);
  }
}
