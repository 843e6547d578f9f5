// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

/**
 * A place in a recorded line that differs from copy to copy.
 *
 * @param kind how it is rewritten
 * @param start first byte
 * @param length in bytes
 */
record Edit(Kind kind, int start, int length) {

  /** What stands there. */
  enum Kind {
    /** The time of the event. */
    TIME,
    /** The id of the request, which becomes another one for each event. */
    REQUEST,
    /** A name of a client, to which the number of the copy is appended. */
    NAME,
    /** The name of the model, to which a number may be appended. */
    MODEL,
    /** An IPv4 address, whose network becomes another one. */
    ADDRESS,
    /** A hash of the input in hex, so that copies of a client do not look alike. */
    HASH
  }

  /** The length of a time with milliseconds, which is how times are written. */
  private static final int TIME_LENGTH = 24;

  int end() {
    return start + length;
  }

  /** Whether what is written may be longer or shorter. */
  boolean resizes() {
    return switch (kind) {
      case TIME -> length != TIME_LENGTH;
      case REQUEST, HASH -> false;
      case NAME, MODEL, ADDRESS -> true;
    };
  }
}
