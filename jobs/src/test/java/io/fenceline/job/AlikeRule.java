// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A rule, and the part of the sample in which it finds the first attack. */
final class AlikeRule {
  static final String SQL =
      """
      SELECT event_time, tenant, model_name, client, api_key_id, request_id, alike
      FROM (
        SELECT event_time, tenant, model_name, client, api_key_id, request_id,
          COUNT(*) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time
            RANGE BETWEEN INTERVAL '10' MINUTE PRECEDING AND CURRENT ROW) AS alike
        FROM enriched_events
        WHERE near_duplicate
      )
      WHERE alike > 20
      """;

  private static final Path SAMPLE =
      Path.of(
          System.getProperty("fenceline.home"), "deploy/local/sample/recorded-attacks.jsonl.gz");
  private static final int LINES = 5_500;

  private AlikeRule() {}

  /** Writes the part of the sample into a directory. */
  static Path log(Path directory) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SAMPLE)), StandardCharsets.UTF_8))) {
      return Files.write(directory.resolve("log.jsonl"), lines.lines().limit(LINES).toList());
    }
  }
}
