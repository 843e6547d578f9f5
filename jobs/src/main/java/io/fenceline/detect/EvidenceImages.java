// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Evidence;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Evidence in {@link MemoryImages}; a request id that is a UUID, as most are, takes half. */
final class EvidenceImages {
  private static final int TEXT = 0;
  private static final int UUID_TEXT = 1;
  private static final int UUID_LENGTH = 36;

  private EvidenceImages() {}

  static void write(List<Evidence> evidence, ImageWriter out) {
    out.putSize(evidence.size());
    for (Evidence each : evidence) {
      writeRequestId(each.requestId(), out);
      out.putLong(each.timestamp());
      out.putText(each.shows());
    }
  }

  static List<Evidence> read(ImageReader in) {
    int size = in.takeSize();
    if (size == 0) {
      return List.of();
    }
    List<Evidence> evidence = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      evidence.add(new Evidence(readRequestId(in), in.takeLong(), in.takeText()));
    }
    return evidence;
  }

  static void writeRequestId(String requestId, ImageWriter out) {
    if (isUuid(requestId)) {
      UUID uuid = UUID.fromString(requestId);
      out.putByte(UUID_TEXT);
      out.putLong(uuid.getMostSignificantBits());
      out.putLong(uuid.getLeastSignificantBits());
    } else {
      out.putByte(TEXT);
      out.putText(requestId);
    }
  }

  static String readRequestId(ImageReader in) {
    return in.takeByte() == UUID_TEXT
        ? new UUID(in.takeLong(), in.takeLong()).toString()
        : in.takeText();
  }

  /** True if the text is exactly as a UUID is written. */
  private static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
