// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

/**
 * A 64-bit hash of text that is the same in every JVM: FNV-1a (Fowler, Noll, Vo) over the UTF-16
 * units with the 64-bit finaliser of MurmurHash3 (Appleby) for the high bits. For sampling and
 * sketches, not against forgery.
 */
public final class StableHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private StableHash() {}

  /** Hash of a text. */
  public static long of(CharSequence text) {
    return of(text, 0);
  }

  /** Hash of the part of a text from a place on. */
  public static long of(CharSequence text, int from) {
    return of(text, from, text.length());
  }

  /** Hash of the part of a text between two places. */
  static long of(CharSequence text, int from, int to) {
    long hash = begin();
    for (int i = from; i < to; i++) {
      hash = next(hash, text.charAt(i));
    }
    return mix(hash);
  }

  /** Before the first character; {@link #mix} of what is behind the last one is the hash. */
  static long begin() {
    return FNV_OFFSET;
  }

  /** With one more character. */
  static long next(long hash, char character) {
    return (hash ^ character) * FNV_PRIME;
  }

  /** Spreads the bits of a number. */
  public static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
