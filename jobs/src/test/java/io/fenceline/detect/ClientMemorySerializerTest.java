// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fenceline.detect.ClientDetectorsTest.Count;
import io.fenceline.detect.ClientDetectorsTest.Counting;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ClientMemorySerializerTest {
  private static final ClientMemorySerializer SERIALIZER = new ClientMemorySerializer();
  private static final long DAY = 24 * 3_600_000;

  private final MemoryImages images = new MemoryImages();

  @Property(tries = 200)
  void whatIsPutInIsFoundAgainThroughBytesAndCopies(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    ClientDetector<?>[] detectors = new ClientDetector<?>[ClientMemory.MAX_SLOTS];
    for (int slot = 0; slot < detectors.length; slot++) {
      detectors[slot] = new Counting(slot, "", DAY, false);
    }
    ClientMemory memory = new ClientMemory();
    Map<Integer, Count> expected = new TreeMap<>();
    for (int step = 0; step < 100; step++) {
      int slot = random.nextInt(detectors.length);
      if (random.nextInt(3) > 0) {
        memory.put(slot, new Count(step), step / 3);
        expected.put(slot, new Count(step));
      } else {
        assertThat(memory.remove(slot)).isEqualTo(expected.remove(slot) != null);
      }
      if (random.nextInt(10) == 0) {
        ClientMemory left = memory;
        StoredMemory again =
            random.nextBoolean() ? SERIALIZER.copy(memory) : read(bytes(images.pack(memory)));
        assertThat(bytes(again)).isEqualTo(bytes(memory));
        memory = images.open(again, detectors);
        left.put(slot, new Count(-1), 0);
      }
    }
    for (int slot = 0; slot < detectors.length; slot++) {
      assertThat(memory.get(slot)).isEqualTo(expected.get(slot));
      if (expected.containsKey(slot)) {
        assertThat(memory.over(slot)).isEqualTo(expected.get(slot).requests() / 3);
      }
    }
    assertThat(memory.isEmpty()).isEqualTo(expected.isEmpty());
  }

  @Test
  void anImageTellsWhetherAnythingIsOverAsItsMemoryDoes() {
    ClientDetector<?>[] detectors = new ClientDetector<?>[ClientMemory.MAX_SLOTS];
    detectors[3] = new Counting(3, "", DAY, false);
    detectors[7] = new Counting(7, "", DAY, false);
    ClientMemory memory = new ClientMemory();
    memory.put(3, new Count(1), 5 * DAY);
    memory.put(7, new Count(2), 3 * DAY);
    long due = detectors[7].idle().cleanUpAfter(3 * DAY);

    for (StoredMemory stored : new StoredMemory[] {memory, images.pack(memory)}) {
      assertThat(images.isAnyOver(stored, detectors, due - 1)).isFalse();
      assertThat(images.isAnyOver(stored, detectors, due)).isTrue();
    }
  }

  @Test
  void anUnknownLayoutIsRefused() throws IOException {
    byte[] bytes = bytes(new ClientMemory());
    bytes[Integer.BYTES] = 9;

    assertThatIOException().isThrownBy(() -> read(bytes)).withMessageContaining("layout 9");
  }

  private static byte[] bytes(StoredMemory memory) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    SERIALIZER.serialize(memory, out);
    return out.getCopyOfBuffer();
  }

  private static StoredMemory read(byte[] bytes) throws IOException {
    return SERIALIZER.deserialize(new DataInputDeserializer(bytes));
  }
}
