// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import java.nio.charset.StandardCharsets;

/**
 * The first 128 bits of the SHA-256 of a record's bytes: the same record has the same id wherever
 * and whenever it is read, and nobody can forge a second record with the id of a first.
 */
public record EventId(long high, long low) implements Comparable<EventId> {
  private static final int DIGITS = 16;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  /** 32 lower-case hexadecimal digits. */
  public String hex() {
    byte[] digits = new byte[2 * DIGITS];
    for (int i = 0; i < DIGITS; i++) {
      int shift = Long.SIZE - 4 * (i + 1);
      digits[i] = HEX[(int) (high >>> shift) & 0xf];
      digits[DIGITS + i] = HEX[(int) (low >>> shift) & 0xf];
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int compareTo(EventId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
