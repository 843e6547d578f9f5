// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;

/**
 * How many near-duplicates a client sends in a minute, and which of them are looked at: up to
 * {@value #ALL} all, beyond that about {@value #OF_DOUBLING} for each doubling of their number.
 *
 * <p>Chosen by content, so that of what two clients both send the same is looked at, and so that
 * decoys at the beginning of a minute leave nothing hidden.
 *
 * @param minute minutes since the epoch
 * @param before near-duplicates in the minute before
 * @param requests near-duplicates in this one so far
 */
public record MinuteCount(long minute, int before, int requests) implements ClientRecord {
  /** None in any minute that there is. */
  static final MinuteCount NONE = new MinuteCount(Long.MIN_VALUE, 0, 0);

  static final int ALL = 128;
  static final int OF_DOUBLING = 64;

  /** With one more request of that minute. */
  MinuteCount next(long ofMinute) {
    if (ofMinute == minute) {
      return new MinuteCount(minute, before, requests + 1);
    }
    return new MinuteCount(ofMinute, ofMinute == minute + 1 ? requests : 0, 1);
  }

  /** True if the newest request, with this evenly spread hash of its content, is looked at. */
  boolean isLookedAt(long content) {
    int volume = Math.max(before, requests);
    int stride = volume <= ALL ? 1 : Integer.highestOneBit(volume - 1) / OF_DOUBLING;
    return (content & (stride - 1)) == 0;
  }

  @Override
  public void write(ImageWriter out) {
    out.putLong(minute);
    out.putSize(before);
    out.putSize(requests);
  }

  static MinuteCount read(ImageReader in) {
    return new MinuteCount(in.takeLong(), in.takeSize(), in.takeSize());
  }
}
