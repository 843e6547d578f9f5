// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a file, if it is UTF-8 that reads as it looks. */
final class RuleText {
  /** Longest query, in bytes. */
  static final int LONGEST_SQL = 64 * 1024;

  /** Longest description with tests, in bytes. */
  static final int LONGEST_YML = 256 * 1024;

  private RuleText() {}

  static Optional<String> read(Path path, String name, int longest, RuleFaults faults) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(longest + 1);
    } catch (IOException e) {
      faults.add(
          new Place(name, 1),
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "make it readable");
      return Optional.empty();
    }
    return of(bytes, name, longest, faults);
  }

  /** The text of the bytes of a file, of which no more need be read than one beyond the longest. */
  static Optional<String> of(byte[] bytes, String name, int longest, RuleFaults faults) {
    if (bytes.length > longest) {
      faults.add(
          new Place(name, 1),
          "is longer than " + longest / 1024 + " kB",
          "make it shorter; a rule is one query, and tests repeat events by 'every' and 'times'");
      return Optional.empty();
    }
    return text(bytes, name, faults);
  }

  private static Optional<String> text(byte[] bytes, String name, RuleFaults faults) {
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      faults.add(place(name, text, text.length()), "is not UTF-8 text", "save it as UTF-8");
      return Optional.empty();
    }
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      int point = text.codePointAt(at);
      if (isHidden(point)) {
        faults.add(
            place(name, text, at),
            "holds the invisible character U+%04X".formatted(point),
            "remove it: a rule must read as it looks");
        return Optional.empty();
      }
    }
    return Optional.of(text);
  }

  private static Place place(String name, String text, int end) {
    return new Place(name, 1 + (int) text.chars().limit(end).filter(c -> c == '\n').count());
  }

  /** Characters that steer a terminal, or make text read in another order than it is written. */
  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n' && point != '\r' && point != '\t';
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
