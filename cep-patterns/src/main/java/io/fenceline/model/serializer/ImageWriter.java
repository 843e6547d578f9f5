// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Puts one record after another into a buffer of its own, which is far cheaper than many small
 * writes to Flink's views. One writer serves one thread.
 */
public final class ImageWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Longest buffer that is kept for the next record. */
  private static final int KEPT = 1 << 16;

  private final WordImages words = new WordImages();
  private byte[] bytes = new byte[512];
  private int size;

  /** Forgets the record before. */
  public void begin() {
    size = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[512];
    }
  }

  /** Writes the record's length, then the record. */
  public void end(DataOutputView out) throws IOException {
    out.writeInt(size);
    out.write(bytes, 0, size);
  }

  /** The record alone. */
  public byte[] image() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes the lowest eight bits. */
  public void putByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Writes four bytes. */
  public void putInt(int value) {
    room(4);
    INTS.set(bytes, size, value);
    size += 4;
  }

  /** Writes eight bytes. */
  public void putLong(long value) {
    room(8);
    LONGS.set(bytes, size, value);
    size += 8;
  }

  /** Writes eight bytes; all kinds of NaN are one. */
  public void putDouble(double value) {
    putLong(Double.doubleToLongBits(value));
  }

  /** Writes four bytes; all kinds of NaN are one. */
  public void putFloat(float value) {
    putInt(Float.floatToIntBits(value));
  }

  /** Writes a number that is seldom negative: one byte from 0 to 127, five at most. */
  public void putSize(int value) {
    room(5);
    int rest = value;
    while (rest < 0 || rest >= 0x80) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a text that seldom comes twice. */
  public void putText(String text) {
    int length = text.length();
    room(5 + 2 * length);
    int begin = size;
    putSize(length << 1);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0xff) {
        size = begin;
        putWide(text);
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  private void putWide(String text) {
    putSize(text.length() << 1 | 1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes[size++] = (byte) c;
      bytes[size++] = (byte) (c >>> 8);
    }
  }

  /** Writes a text that often comes again, such as a class or a model's name. */
  public void putWord(String text) {
    byte[] known = words.find(text);
    if (known == null) {
      int begin = size;
      putText(text);
      words.keep(text, Arrays.copyOfRange(bytes, begin, size));
    } else {
      room(known.length);
      System.arraycopy(known, 0, bytes, size, known.length);
      size += known.length;
    }
  }

  /** Writes what another writer has, after its length as {@link #putSize} writes it. */
  public void putPart(ImageWriter part) {
    putSize(part.size);
    room(part.size);
    System.arraycopy(part.bytes, 0, bytes, size, part.size);
    size += part.size;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
