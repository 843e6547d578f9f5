// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Reads what an {@link ImageWriter} wrote. One reader serves one thread. */
public final class ImageReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Longest buffer that is kept for the next record. */
  private static final int KEPT = 1 << 16;

  private final WordTexts words = new WordTexts();
  private byte[] bytes = new byte[512];
  private int at;
  private int end;

  /** Takes in the next record. */
  public void begin(DataInputView in) throws IOException {
    end = in.readInt();
    at = 0;
    if (end > bytes.length || bytes.length > KEPT) {
      bytes = new byte[Math.max(end, 512)];
    }
    in.readFully(bytes, 0, end);
  }

  /** Takes in what {@link ImageWriter#image} gave. */
  public void begin(byte[] image) {
    end = image.length;
    at = 0;
    if (end > bytes.length) {
      bytes = new byte[end];
    }
    System.arraycopy(image, 0, bytes, 0, end);
  }

  /** Bytes of the record, its length aside. */
  public int size() {
    return end;
  }

  /** True until all of the record is read. */
  public boolean hasMore() {
    return at < end;
  }

  /** Passes over so many bytes. */
  public void skip(int length) {
    at += length;
  }

  /** The record alone. */
  public byte[] image() {
    return Arrays.copyOf(bytes, end);
  }

  /** Hands the record on as it is. */
  public void copy(DataOutputView out) throws IOException {
    out.writeInt(end);
    out.write(bytes, 0, end);
  }

  /** Reads eight bits, 0 to 255. */
  public int takeByte() {
    return bytes[at++] & 0xff;
  }

  /** Reads four bytes. */
  public int takeInt() {
    int value = (int) INTS.get(bytes, at);
    at += 4;
    return value;
  }

  /** Reads eight bytes. */
  public long takeLong() {
    long value = (long) LONGS.get(bytes, at);
    at += 8;
    return value;
  }

  /** Reads eight bytes. */
  public double takeDouble() {
    return Double.longBitsToDouble(takeLong());
  }

  /** Reads four bytes. */
  public float takeFloat() {
    return Float.intBitsToFloat(takeInt());
  }

  /** Reads a number as {@link ImageWriter#putSize} wrote it. */
  public int takeSize() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** Reads a text that seldom comes twice. */
  public String takeText() {
    int header = takeSize();
    int length = header >>> 1;
    if (length == 0) {
      return "";
    }
    boolean wide = (header & 1) != 0;
    int from = at;
    at += wide ? 2 * length : length;
    return text(from, wide);
  }

  /** Reads a text that often comes again: then it is the same instance. */
  public String takeWord() {
    int header = takeSize();
    int length = header >>> 1;
    if (length == 0) {
      return "";
    }
    boolean wide = (header & 1) != 0;
    int from = at;
    at += wide ? 2 * length : length;
    if (wide || length > WordImages.LONGEST) {
      return text(from, wide);
    }
    return words.of(bytes, from, at);
  }

  private String text(int from, boolean wide) {
    if (!wide) {
      return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    }
    // Not by a charset: that would not keep half of a surrogate pair as it is.
    char[] text = new char[(at - from) / 2];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) (bytes[from + 2 * i] & 0xff | bytes[from + 2 * i + 1] << 8);
    }
    return new String(text);
  }
}
