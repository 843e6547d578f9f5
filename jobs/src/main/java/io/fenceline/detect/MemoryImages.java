// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link ClientMemory} as bytes: of each slot in use its number, when it is over, and the length
 * and bytes of its record. Only a detector can read its record, so that one more or one less
 * changes nothing for the others: what belongs to none of those at hand is skipped.
 *
 * <p>Each image begins with the version of its layout. One instance serves one thread.
 */
final class MemoryImages {
  private static final int VERSION = 1;

  /** Of a head, besides the number of a slot: it is over when the slot before is. */
  private static final int OVER_TOO = ClientMemory.MAX_SLOTS;

  private static final int SLOT = ClientMemory.MAX_SLOTS - 1;

  private final ImageWriter writer = new ImageWriter();
  private final ImageWriter recordWriter = new ImageWriter();
  private final ImageReader reader = new ImageReader();

  /** The same in less memory. */
  PackedMemory pack(ClientMemory memory) {
    writer.begin();
    put(memory);
    return new PackedMemory(writer.image());
  }

  /**
   * To work with.
   *
   * @param bySlot detectors at the numbers of their slots, null where there is none
   */
  ClientMemory open(StoredMemory stored, ClientDetector<?>[] bySlot) {
    if (!(stored instanceof PackedMemory packed)) {
      return (ClientMemory) stored;
    }
    ClientMemory memory = new ClientMemory();
    begin(packed);
    long over = 0;
    while (reader.hasMore()) {
      int head = reader.takeByte();
      over = (head & OVER_TOO) == 0 ? reader.takeLong() : over;
      int length = reader.takeSize();
      ClientDetector<?> detector = bySlot[head & SLOT];
      if (detector == null) {
        reader.skip(length);
      } else {
        memory.put(head & SLOT, detector.read(reader), over);
      }
    }
    return memory;
  }

  /** True if a record can be cleaned up by now, or is of no detector at hand. */
  boolean isAnyOver(StoredMemory stored, ClientDetector<?>[] bySlot, long now) {
    if (stored instanceof ClientMemory memory) {
      return memory.isAnyOver(bySlot, now);
    }
    begin((PackedMemory) stored);
    long over = 0;
    while (reader.hasMore()) {
      int head = reader.takeByte();
      over = (head & OVER_TOO) == 0 ? reader.takeLong() : over;
      reader.skip(reader.takeSize());
      ClientDetector<?> detector = bySlot[head & SLOT];
      if (detector == null || detector.idle().cleanUpAfter(over) <= now) {
        return true;
      }
    }
    return false;
  }

  void write(StoredMemory stored, DataOutputView out) throws IOException {
    if (stored instanceof PackedMemory packed) {
      out.writeInt(packed.image().length);
      out.write(packed.image());
    } else {
      writer.begin();
      put((ClientMemory) stored);
      writer.end(out);
    }
  }

  PackedMemory read(DataInputView in) throws IOException {
    reader.begin(in);
    int version = reader.takeByte();
    if (version != VERSION) {
      throw new IOException(
          "memory of detectors has layout "
              + version
              + ", this version of Fenceline knows layout "
              + VERSION
              + " only; restore with the version that took the savepoint");
    }
    return new PackedMemory(reader.image());
  }

  void copy(DataInputView in, DataOutputView out) throws IOException {
    reader.begin(in);
    reader.copy(out);
  }

  private void begin(PackedMemory packed) {
    reader.begin(packed.image());
    reader.takeByte();
  }

  private void put(ClientMemory memory) {
    writer.putByte(VERSION);
    boolean first = true;
    long before = 0;
    for (int slot = 0; slot < ClientMemory.MAX_SLOTS; slot++) {
      if (memory.has(slot)) {
        long over = memory.over(slot);
        boolean overToo = !first && over == before;
        writer.putByte(overToo ? slot | OVER_TOO : slot);
        if (!overToo) {
          writer.putLong(over);
        }
        recordWriter.begin();
        memory.get(slot).write(recordWriter);
        writer.putPart(recordWriter);
        first = false;
        before = over;
      }
    }
  }
}
