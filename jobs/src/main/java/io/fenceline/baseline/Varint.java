// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Numbers of 0 or more in as few bytes as they need, seven bits each, the lowest first. */
final class Varint {
  private static final int MORE = 0x80;

  private Varint() {}

  static void write(int number, DataOutputView out) throws IOException {
    int left = number;
    while (left < 0 || left >= MORE) {
      out.writeByte(left | MORE);
      left >>>= 7;
    }
    out.writeByte(left);
  }

  static int read(DataInputView in) throws IOException {
    int number = 0;
    int shift = 0;
    int part = in.readByte();
    while (part < 0) {
      number |= (part & (MORE - 1)) << shift;
      shift += 7;
      part = in.readByte();
    }
    return number | part << shift;
  }

  /** Several numbers, with how many they are before them. */
  static void writeAll(int[] numbers, DataOutputView out) throws IOException {
    write(numbers.length, out);
    for (int number : numbers) {
      write(number, out);
    }
  }

  static int[] readAll(DataInputView in) throws IOException {
    int[] numbers = new int[read(in)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = read(in);
    }
    return numbers;
  }
}
