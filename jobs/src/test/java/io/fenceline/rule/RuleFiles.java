// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pairs of rule files for tests: a sound rule, of which a test changes what it is about. */
public final class RuleFiles {
  /** A sound query. */
  public static final String SQL =
      """
      -- Blocks are counted per client, so that nobody pays for another's.
      SELECT event_time, tenant, model_name, client, request_id, failures, 5 AS allowed
      FROM (
        SELECT event_time, tenant, model_name, client, request_id,
          COUNT(*) OVER (
            PARTITION BY tenant, model_name, client ORDER BY event_time
            RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS failures
        FROM enriched_events
        WHERE status = 'failure'
      )
      WHERE failures > 5
      """;

  /** Its description; the id is {@code many-failures}. */
  public static final String YML =
      """
      id: many-failures
      version: 1
      status: stable
      title: One client fails again and again
      family: consumption
      severity: medium
      techniques: [AML.T0029, AML.T0040]
      owasp: [LLM10]
      entity: client
      window: 1h
      suppress: 30m
      reason: "{failures} failures within an hour, limit {allowed}"
      measure: {name: failures in an hour, value: failures, limit: allowed}
      rationale: Somebody who only fails is not served by failing on.
      false_positives: [A client with a broken retry loop.]
      known_gaps: [Failures spread over many clients.]
      runbook: Ask the owner of the client.
      tests:
        - name: six failures in an hour alert
          given: {model_name: chat, client: "key:a"}
          events:
            - {at: 0s, every: 60s, times: 6, status: failure}
          alerts:
            - {client: "key:a", severity: medium, count: 1, at: 5m}
        - name: five do not
          events:
            - {every: 60s, times: 5, status: failure}
          alerts: []
      """;

  private RuleFiles() {}

  /** Writes the pair of a rule. */
  public static void write(Path directory, String id, String sql, String yml) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(id + ".sql"), sql);
    Files.writeString(directory.resolve(id + ".yml"), yml);
  }

  /** What reading the pair gives. */
  public static RulePack read(Path directory, String id, String sql, String yml)
      throws IOException {
    write(directory, id, sql, yml);
    return RulePack.read(directory);
  }
}
