// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

import java.util.Arrays;

/**
 * Comparison of similarity fingerprints: sets of hashes of which near-duplicate inputs share many
 * (Blacklight, Li et al., USENIX Security 2022). Lists differ in length between deployments, so
 * shares are compared, not counts.
 */
public final class Fingerprint {
  /** Hashes of one request that are remembered. */
  public static final int MOST = 28;

  private Fingerprint() {}

  /**
   * The hashes that tell inputs apart: those that are not in {@code common}, each shortened to 32
   * bits, sorted. Two sets of 28 share a shortened hash by chance once in five million pairs.
   *
   * <p>Of more than {@value #MOST} the smallest are taken, which are a random sample of the set and
   * the same for equal sets (bottom-k sketch, Cohen and Kelley 2007).
   *
   * @param fingerprint distinct hashes in any order
   * @param common hashes that many unrelated inputs of the model have, sorted
   */
  public static int[] telling(long[] fingerprint, long[] common) {
    long[] rest = new long[fingerprint.length];
    int size = 0;
    for (long hash : fingerprint) {
      if (Arrays.binarySearch(common, hash) < 0) {
        rest[size] = hash;
        size++;
      }
    }
    return telling(size == rest.length ? fingerprint : Arrays.copyOf(rest, size));
  }

  /** The same of a fingerprint without common hashes. */
  public static int[] telling(long[] uncommon) {
    int[] telling = new int[uncommon.length];
    for (int i = 0; i < telling.length; i++) {
      telling[i] = (int) StableHash.mix(uncommon[i]);
    }
    HashOrder.sort(telling, telling.length);
    return telling.length > MOST ? Arrays.copyOf(telling, MOST) : telling;
  }

  /**
   * Share of the smaller set that the other has too, 0 to 1; 0 if one is empty.
   *
   * @param a sorted hashes
   * @param b sorted hashes
   */
  public static double share(int[] a, int[] b) {
    return share(a, b, 0, b.length);
  }

  /** The same, where the second set is a part of an array. */
  public static double share(int[] a, int[] b, int from, int length) {
    int smaller = Math.min(a.length, length);
    if (smaller == 0) {
      return 0;
    }
    int shared = 0;
    int i = 0;
    int j = from;
    while (i < a.length && j < from + length) {
      if (a[i] == b[j]) {
        shared++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return (double) shared / smaller;
  }

  /** The same of whole hashes. */
  public static double share(long[] a, long[] b) {
    int smaller = Math.min(a.length, b.length);
    if (smaller == 0) {
      return 0;
    }
    int shared = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        shared++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return (double) shared / smaller;
  }
}
