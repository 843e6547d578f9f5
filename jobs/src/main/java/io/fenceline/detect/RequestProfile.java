// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.Difficulty;
import io.fenceline.feature.StableHash;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.Arrays;

/**
 * What a number of a client's requests were like.
 *
 * @param requests those that are like no earlier one of the client
 * @param alike near-duplicates besides them
 * @param difficulty the requests by {@link Difficulty}
 * @param classes the requests by a hash of the predicted class, {@value #SLOTS} slots: two classes
 *     that meet in a slot look like one, which makes answers look less varied than they are
 */
public record RequestProfile(int requests, int alike, float[] difficulty, short[] classes) {
  static final int SLOTS = 32;

  static final RequestProfile NONE =
      new RequestProfile(0, 0, new float[Difficulty.BINS], new short[SLOTS]);

  /** With one more request that is like no earlier one. */
  RequestProfile with(double rank, double width, String predictedClass) {
    float[] harder = difficulty.clone();
    Difficulty.add(harder, rank, width);
    short[] more = classes.clone();
    more[(int) Math.floorMod(StableHash.of(predictedClass), (long) SLOTS)]++;
    return new RequestProfile(requests + 1, alike, harder, more);
  }

  /** With one more near-duplicate. */
  RequestProfile withAlike() {
    return new RequestProfile(requests, Math.min(alike + 1, 1 << 20), difficulty, classes);
  }

  /** Both together. */
  RequestProfile plus(RequestProfile other) {
    float[] harder = difficulty.clone();
    for (int bin = 0; bin < harder.length; bin++) {
      harder[bin] += other.difficulty[bin];
    }
    short[] more = classes.clone();
    for (int slot = 0; slot < more.length; slot++) {
      more[slot] += other.classes[slot];
    }
    return new RequestProfile(requests + other.requests, alike + other.alike, harder, more);
  }

  /** Half of everything: what is old counts less. */
  RequestProfile halved() {
    float[] harder = difficulty.clone();
    for (int bin = 0; bin < harder.length; bin++) {
      harder[bin] /= 2;
    }
    short[] more = classes.clone();
    for (int slot = 0; slot < more.length; slot++) {
      more[slot] /= 2;
    }
    return new RequestProfile(requests / 2, alike / 2, harder, more);
  }

  /** Share of near-duplicates, 0 to 1. */
  double alikeShare() {
    return (double) alike / Math.max(1, alike + requests);
  }

  /** Share of the requests that are harder than three quarters of the usual traffic. */
  double hardShare() {
    return 1 - (difficulty[0] + difficulty[1]) / Difficulty.sum(difficulty);
  }

  /** Entropy of the predicted classes in nats. */
  double classEntropy() {
    double all = answered();
    double entropy = 0;
    for (short count : classes) {
      if (count > 0) {
        entropy -= count / all * Math.log(count / all);
      }
    }
    return entropy;
  }

  /** Share of the most frequent class. */
  double largestClass() {
    int largest = 0;
    for (short count : classes) {
      largest = Math.max(largest, count);
    }
    return largest / Math.max(1, answered());
  }

  private double answered() {
    double all = 0;
    for (short count : classes) {
      all += count;
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestProfile that
        && requests == that.requests
        && alike == that.alike
        && Arrays.equals(difficulty, that.difficulty)
        && Arrays.equals(classes, that.classes);
  }

  @Override
  public int hashCode() {
    return 31 * requests + Arrays.hashCode(difficulty);
  }

  /** Only what is not 0: most clients are known by few requests. */
  void write(ImageWriter out) {
    out.putSize(requests);
    out.putSize(alike);
    int bins = 0;
    for (int bin = 0; bin < difficulty.length; bin++) {
      bins |= difficulty[bin] == 0 ? 0 : 1 << bin;
    }
    out.putByte(bins);
    for (float each : difficulty) {
      if (each != 0) {
        out.putFloat(each);
      }
    }
    int slots = 0;
    for (short count : classes) {
      slots += count == 0 ? 0 : 1;
    }
    out.putByte(slots);
    for (int slot = 0; slot < SLOTS; slot++) {
      if (classes[slot] != 0) {
        out.putByte(slot);
        out.putSize(classes[slot]);
      }
    }
  }

  static RequestProfile read(ImageReader in) {
    int requests = in.takeSize();
    int alike = in.takeSize();
    int bins = in.takeByte();
    float[] difficulty = new float[Difficulty.BINS];
    for (int bin = 0; bin < difficulty.length; bin++) {
      difficulty[bin] = (bins & 1 << bin) == 0 ? 0 : in.takeFloat();
    }
    int slots = in.takeByte();
    if (requests == 0 && alike == 0 && bins == 0 && slots == 0) {
      return NONE;
    }
    short[] classes = new short[SLOTS];
    for (int i = 0; i < slots; i++) {
      int slot = in.takeByte();
      classes[slot] = (short) in.takeSize();
    }
    return new RequestProfile(requests, alike, difficulty, classes);
  }
}
