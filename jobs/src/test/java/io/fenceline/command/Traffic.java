// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recorded requests with bad records in between.
 *
 * @param records in order of arrival
 * @param bad those that are bad, by their index in {@code records}
 */
record Traffic(List<byte[]> records, Map<Integer, BadRecord> bad) {
  /** Two alerts at least are raised in these: the first attack is inside. */
  private static final int HONEST = 5_500;

  private static final int FIRST = 100;
  private static final int STEP = 250;

  /** The beginning of the sample as it is. */
  static Traffic clean() throws IOException {
    List<byte[]> records = new ArrayList<>();
    for (String line : RecordedAttacks.lines(HONEST)) {
      records.add(line.getBytes(StandardCharsets.UTF_8));
    }
    return new Traffic(records, Map.of());
  }

  /** The same, with every n-th record once more, two records later. */
  static Traffic withEachNthTwice(int n) throws IOException {
    List<byte[]> records = new ArrayList<>(clean().records());
    for (int i = records.size() - records.size() % n; i > 0; i -= n) {
      records.add(Math.min(records.size(), i + 2), records.get(i - 1));
    }
    return new Traffic(records, Map.of());
  }

  /** The same with each kind of bad record once, spread over it. */
  static Traffic withBadRecords() throws IOException {
    Traffic clean = clean();
    List<BadRecord> kinds =
        BadRecord.all(new String(clean.records().get(0), StandardCharsets.UTF_8));
    List<byte[]> records = new ArrayList<>();
    Map<Integer, BadRecord> bad = new TreeMap<>();
    for (int i = 0; i < clean.records().size(); i++) {
      int kind = (i - FIRST) / STEP;
      if (i >= FIRST && (i - FIRST) % STEP == 0 && kind < kinds.size()) {
        bad.put(records.size(), kinds.get(kind));
        records.add(kinds.get(kind).bytes());
      }
      records.add(clean.records().get(i));
    }
    return new Traffic(records, bad);
  }

  Path write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (byte[] record : records) {
        out.write(record);
        out.write('\n');
      }
    }
    return file;
  }

  /** How often each reason must occur. */
  Map<String, Long> reasons() {
    Map<String, Long> reasons = new TreeMap<>();
    bad.values().forEach(one -> reasons.merge(one.reason(), 1L, Long::sum));
    return reasons;
  }
}
