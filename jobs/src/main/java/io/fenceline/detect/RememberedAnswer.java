// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;

/**
 * What a model answers to an input that a client sends again and again.
 *
 * @param input hash of the input
 * @param predictedClass the answer
 * @param confidence its confidence, NaN if not logged
 * @param times how often in a row this answer came, at most a million
 * @param changedClass the answer that came instead since, empty if none
 * @param changedConfidence its confidence
 */
record RememberedAnswer(
    long input,
    String predictedClass,
    double confidence,
    int times,
    String changedClass,
    double changedConfidence) {
  private static final int MOST_COUNTED = 1_000_000;

  /** Two confidences of one answer differ by less: rounding and order of summation, no more. */
  private static final double SAME = 1e-3;

  static RememberedAnswer first(long input, String predictedClass, double confidence) {
    return new RememberedAnswer(input, predictedClass, confidence, 1, "", Double.NaN);
  }

  boolean isAnswer(String name, double value) {
    return same(predictedClass, confidence, name, value);
  }

  /** True if nothing else came since, or the very same. */
  boolean mayChangeTo(String name, double value) {
    return changedClass.isEmpty() || same(changedClass, changedConfidence, name, value);
  }

  /** Once more the known answer; the first one's confidence stays the measure of all. */
  RememberedAnswer again() {
    return new RememberedAnswer(
        input, predictedClass, confidence, Math.min(MOST_COUNTED, times + 1), "", Double.NaN);
  }

  RememberedAnswer changed(String name, double value) {
    return new RememberedAnswer(input, predictedClass, confidence, times, name, value);
  }

  private static boolean same(String name, double value, String otherName, double otherValue) {
    boolean bothUnknown = Double.isNaN(value) && Double.isNaN(otherValue);
    return name.equals(otherName) && (bothUnknown || Math.abs(value - otherValue) <= SAME);
  }

  void write(ImageWriter out) {
    out.putLong(input);
    out.putWord(predictedClass);
    out.putDouble(confidence);
    out.putSize(times);
    out.putWord(changedClass);
    out.putDouble(changedConfidence);
  }

  static RememberedAnswer read(ImageReader in) {
    return new RememberedAnswer(
        in.takeLong(),
        in.takeWord(),
        in.takeDouble(),
        in.takeSize(),
        in.takeWord(),
        in.takeDouble());
  }
}
