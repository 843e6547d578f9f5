// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.Fingerprint;
import io.fenceline.feature.InputVector;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is kept of a client's newest requests to compare later ones with, in columns: a comparison
 * with all of them reads memory from one end to the other instead of following references. Grows on
 * demand up to {@link ClientState#RING} requests; then the oldest makes room.
 *
 * <p>Places count from 0, the oldest, to {@link #size()} less 1.
 */
final class Ring {
  private static final long[] NO_CONTENTS = {};
  private static final int[] NO_NUMBERS = {};
  private static final byte[] NO_LENGTHS = {};
  private static final float[] NO_VECTORS = {};

  private long[] contents = NO_CONTENTS;
  private int[] groups = NO_NUMBERS;

  /** Four numbers of each; none at all while no request had any. NaN stands for none. */
  private float[] vectors = NO_VECTORS;

  /** {@link Fingerprint#MOST} hashes of each; none at all while no request had any. */
  private int[] telling = NO_NUMBERS;

  private byte[] tellingLengths = NO_LENGTHS;
  private int size;

  /** Index of the oldest. */
  private int oldest;

  int size() {
    return size;
  }

  /** Bytes of the columns on the heap. */
  int heapBytes() {
    return contents.length * Long.BYTES
        + (groups.length + vectors.length + telling.length) * Integer.BYTES
        + tellingLengths.length;
  }

  /** True if one of the requests has this content. */
  boolean contains(long content) {
    for (int i = 0; i < size; i++) {
      if (contents[i] == content) {
        return true;
      }
    }
    return false;
  }

  /** Group of near-duplicates that the request belongs to. */
  int group(int place) {
    return groups[index(place)];
  }

  /** How many telling hashes it has. */
  int tellingLength(int place) {
    return tellingLengths.length == 0 ? 0 : tellingLengths[index(place)];
  }

  /** {@link HashFilter#share} of its telling hashes. */
  double share(int place, HashFilter others, double best) {
    int index = index(place);
    return others.share(telling, index * Fingerprint.MOST, tellingLengths[index], best);
  }

  /** {@link InputVector#distance} of its vector, or {@code limit} if that is not less. */
  double distance(int place, float[] other, float[] scale, double limit) {
    if (vectors.length == 0
        || other.length != InputVector.LENGTH
        || scale.length != InputVector.LENGTH) {
      return limit;
    }
    int from = index(place) * InputVector.LENGTH;
    double sum = 0;
    for (int i = 0; i < InputVector.LENGTH; i++) {
      sum += Math.abs(other[i] - vectors[from + i]) / scale[i];
    }
    return sum < limit ? sum : limit;
  }

  /** The vectors of a group's requests, oldest first. */
  List<float[]> vectors(int group) {
    List<float[]> found = new ArrayList<>();
    for (int place = 0; place < size; place++) {
      int index = index(place);
      if (groups[index] == group) {
        found.add(vector(index));
      }
    }
    return found;
  }

  /**
   * Adds the newest request.
   *
   * @param content hash over input statistics, fingerprint and answer: equal for a replay
   * @param vector {@link InputVector}, may be empty
   * @param hashes {@link Fingerprint#telling}, may be empty
   * @param group of near-duplicates
   */
  void add(long content, float[] vector, int[] hashes, int group) {
    int index = size < ClientState.RING ? size : oldest;
    if (size < ClientState.RING) {
      makeRoom();
      size++;
    } else {
      oldest = (oldest + 1) % ClientState.RING;
    }
    contents[index] = content;
    groups[index] = group;
    setVector(index, vector);
    setTelling(index, hashes);
  }

  Ring copy() {
    Ring copy = new Ring();
    copy.contents = contents.clone();
    copy.groups = groups.clone();
    copy.vectors = vectors.length == 0 ? NO_VECTORS : vectors.clone();
    copy.telling = telling.length == 0 ? NO_NUMBERS : telling.clone();
    copy.tellingLengths = telling.length == 0 ? NO_LENGTHS : tellingLengths.clone();
    copy.size = size;
    copy.oldest = oldest;
    return copy;
  }

  void write(ImageWriter out) {
    out.putByte(size);
    for (int place = 0; place < size; place++) {
      int index = index(place);
      out.putLong(contents[index]);
      out.putSize(groups[index]);
      float[] vector = vector(index);
      int length = tellingLength(place);
      // Lengths of up to 28 leave room for a bit.
      out.putByte(2 * length + (vector.length > 0 ? 1 : 0));
      for (float each : vector) {
        out.putFloat(each);
      }
      for (int i = 0; i < length; i++) {
        out.putInt(telling[index * Fingerprint.MOST + i]);
      }
    }
  }

  static Ring read(ImageReader in) {
    Ring ring = new Ring();
    int size = in.takeByte();
    for (int place = 0; place < size; place++) {
      long content = in.takeLong();
      int group = in.takeSize();
      int lengths = in.takeByte();
      float[] vector = new float[(lengths & 1) * InputVector.LENGTH];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = in.takeFloat();
      }
      int[] hashes = new int[lengths / 2];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = in.takeInt();
      }
      ring.add(content, vector, hashes, group);
    }
    return ring;
  }

  private int index(int place) {
    return (oldest + place) % ClientState.RING;
  }

  private float[] vector(int index) {
    int from = index * InputVector.LENGTH;
    return vectors.length == 0 || Float.isNaN(vectors[from])
        ? NO_VECTORS
        : Arrays.copyOfRange(vectors, from, from + InputVector.LENGTH);
  }

  private void setVector(int index, float[] vector) {
    if (vectors.length == 0 && vector.length > 0) {
      vectors = new float[contents.length * InputVector.LENGTH];
      Arrays.fill(vectors, Float.NaN);
    }
    if (vectors.length > 0) {
      int from = index * InputVector.LENGTH;
      Arrays.fill(vectors, from, from + InputVector.LENGTH, Float.NaN);
      System.arraycopy(vector, 0, vectors, from, vector.length);
    }
  }

  private void setTelling(int index, int[] hashes) {
    if (telling.length == 0 && hashes.length > 0) {
      telling = new int[contents.length * Fingerprint.MOST];
      tellingLengths = new byte[contents.length];
    }
    if (telling.length > 0) {
      tellingLengths[index] = (byte) hashes.length;
      System.arraycopy(hashes, 0, telling, index * Fingerprint.MOST, hashes.length);
    }
  }

  /** Most clients send one request, few, or very many. */
  private void makeRoom() {
    if (size < contents.length) {
      return;
    }
    int room = Math.min(ClientState.RING, Math.max(1, 2 * size));
    contents = Arrays.copyOf(contents, room);
    groups = Arrays.copyOf(groups, room);
    if (vectors.length > 0) {
      vectors = Arrays.copyOf(vectors, room * InputVector.LENGTH);
      Arrays.fill(vectors, size * InputVector.LENGTH, vectors.length, Float.NaN);
    }
    if (telling.length > 0) {
      telling = Arrays.copyOf(telling, room * Fingerprint.MOST);
      tellingLengths = Arrays.copyOf(tellingLengths, room);
    }
  }
}
