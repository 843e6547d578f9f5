// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A recorded log in memory.
 *
 * @param lines in the order of arrival
 * @param clients how many different ones
 */
record Trace(List<RecordedLine> lines, int clients) {
  private static final int GZIP_MAGIC = 0x1f;

  /** Reads a log of the native format, plain or gzip. */
  static Trace read(Path log) throws IOException {
    List<RecordedLine> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(log), StandardCharsets.UTF_8))) {
      for (String line; (line = reader.readLine()) != null; ) {
        if (!line.isBlank()) {
          lines.add(RecordedLine.of(line.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(log + " holds no event");
    }
    return of(lines);
  }

  /** The same requests with those fields alone that every log has. */
  Trace lean() throws IOException {
    List<RecordedLine> lean = new ArrayList<>();
    for (RecordedLine line : lines) {
      lean.add(line.lean());
    }
    return of(lean);
  }

  /** Only requests to the model that is asked most. */
  Trace ofOneModel() {
    return of(most(RecordedLine::model));
  }

  /** Only requests of the client that asks most. */
  List<RecordedLine> ofOneClient() {
    return most(RecordedLine::client);
  }

  private List<RecordedLine> most(Function<RecordedLine, String> property) {
    return lines.stream()
        .collect(Collectors.groupingBy(property, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .max(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  private static Trace of(List<RecordedLine> lines) {
    int clients = (int) lines.stream().map(RecordedLine::client).distinct().count();
    return new Trace(List.copyOf(lines), clients);
  }

  private static InputStream open(Path log) throws IOException {
    InputStream file = new BufferedInputStream(Files.newInputStream(log));
    file.mark(1);
    boolean gzip = file.read() == GZIP_MAGIC;
    file.reset();
    return gzip ? new GZIPInputStream(file) : file;
  }
}
