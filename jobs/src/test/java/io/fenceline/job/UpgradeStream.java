// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Requests to one model in event-time order, with an attack that is half done where they are cut.
 * Savepoints were taken at the cut, so it never changes.
 *
 * @param all every request once
 */
record UpgradeStream(List<String> all) {
  static final Path HOME = Path.of("src/test/resources/io/fenceline/job/savepoints");

  /** Between the requests that make the evidence of one alert. */
  private static final String CUT = "2026-03-03T08:42:29";

  /** So little before the cut that no time has passed them: they wait in the state. */
  private static final String UNJUDGED = "2026-03-03T08:42:26";

  /** A minute in a window that was closed before the cut. */
  private static final String LONG_JUDGED = "2026-03-03T08:38";

  /** Model of the records that only end the waiting. */
  static final String LAST_MODEL = "later";

  /** Later than every request, so that event time passes all of them. */
  private static final String LATER =
      """
      {"timestamp":"2026-03-03T20:00:00Z","request_id":"later","source_ip":"10.0.0.1",\
      "model_name":"later","prediction":{"class":"a","confidence":0.9,"entropy":0.1}}""";

  static UpgradeStream read() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(HOME.resolve("events.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      return new UpgradeStream(lines.lines().toList());
    }
  }

  /** What a job has read when its savepoint is taken. */
  List<String> before() {
    return all.stream().filter(line -> time(line).compareTo(CUT) < 0).toList();
  }

  /** Some of it that was judged already. */
  List<String> judgedAgain() {
    return all.stream().filter(line -> time(line).startsWith(LONG_JUDGED)).toList();
  }

  /** Some of it that was not. */
  List<String> waitingAgain() {
    return before().stream().filter(line -> time(line).compareTo(UNJUDGED) > 0).toList();
  }

  /** What comes after the cut. */
  List<String> after() {
    return all.subList(before().size(), all.size());
  }

  /** What ends the waiting for later requests: one for each partition. */
  List<String> end() {
    return List.of(LATER, LATER);
  }

  /** The lines begin with their time. */
  private static String time(String line) {
    return line.substring("{\"timestamp\":\"".length());
  }

  static Set<String> ids(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll(".*\"request_id\":\"([^\"]*)\".*", "$1"))
        .collect(Collectors.toSet());
  }
}
