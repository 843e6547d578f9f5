// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RulesTestCommandITCase {
  private static final String SQL =
      """
      SELECT event_time, tenant, model_name, client, request_id
      FROM enriched_events
      WHERE status = 'failure'
      """;

  private static final String YML =
      """
      id: %s
      version: 1
      status: experimental
      title: A rule of a test
      family: oddity
      severity: low
      techniques: [AML.T0040]
      entity: client
      window: 1m
      reason: "it failed"
      rationale: It is a test.
      false_positives: [all]
      known_gaps: [all]
      runbook: Look.
      tests:
        - name: a failure <is> found
          events: [{at: 0s, status: failure}]
          alerts: [{client: "%s"}]
        - name: a success is not
          events: [{at: 0s}]
          alerts: []
      """;

  @TempDir Path directory;

  private final StringWriter err = new StringWriter();
  private Path rules;
  private Path report;

  @BeforeEach
  void write() throws Exception {
    rules = Files.createDirectory(directory.resolve("rules"));
    report = directory.resolve("report.xml");
    rule("sound", "key:a");
  }

  @Test
  void whatIsAsItsRuleSaysEndsWithNothingAndIsInTheReport() throws Exception {
    assertThat(test()).as(err.toString()).isZero();
    assertThat(suites()).containsExactly("sound: 2 tests, 0 failures, 0 errors");
  }

  @Test
  void whatIsNotEndsWithOneUnlessTheCaseIsNotAskedFor() throws Exception {
    rule("wrong", "key:b");
    Files.writeString(rules.resolve("lonely.sql"), SQL);

    assertThat(test()).isEqualTo(1);

    assertThat(suites())
        .containsExactly(
            "sound: 2 tests, 0 failures, 0 errors",
            "wrong: 2 tests, 1 failures, 0 errors",
            "lonely: 1 tests, 0 failures, 1 errors");
    assertThat(failure())
        .contains("wrong.yml:16: a failure <is> found", "expected  client key:b", "client key:a");

    Files.delete(rules.resolve("lonely.sql"));
    assertThat(test("--case", "success")).isZero();
    assertThat(suites())
        .containsExactly(
            "sound: 1 tests, 0 failures, 0 errors", "wrong: 1 tests, 0 failures, 0 errors");
    assertThat(test("sound")).isZero();
    assertThat(suites()).hasSize(1);
  }

  @Test
  void aRuleThatHashesIsToldWhichKeyItLacksAndFindsTheConfiguredOne() throws Exception {
    Files.writeString(
        rules.resolve("sound.sql"), SQL.strip() + " AND hmac(client, 'clients') LIKE '%'\n");
    Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef".repeat(4));
    Path config = directory.resolve("fenceline.yaml");
    Files.writeString(config, "rules.hmac-key-files: {clients: " + key + "}\n");

    assertThat(test()).isEqualTo(1);
    assertThat(Files.readString(report))
        .contains("sound.sql:3", "has no key", "clients", "rules.hmac-key-files");

    assertThat(test("--config", config.toString())).as(err.toString()).isZero();
  }

  private void rule(String id, String expected) throws Exception {
    Files.writeString(rules.resolve(id + ".sql"), SQL);
    Files.writeString(rules.resolve(id + ".yml"), YML.formatted(id, expected));
  }

  private int test(String... more) {
    List<String> arguments = new ArrayList<>(List.of("rules", "test"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--rules", rules.toString(), "--junit", report.toString()));
    return Fenceline.commandLine()
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private List<String> suites() throws Exception {
    return elements("testsuite").stream()
        .map(
            suite ->
                "%s: %s tests, %s failures, %s errors"
                    .formatted(
                        suite.getAttribute("name"),
                        suite.getAttribute("tests"),
                        suite.getAttribute("failures"),
                        suite.getAttribute("errors")))
        .toList();
  }

  private String failure() throws Exception {
    return elements("failure").get(0).getTextContent();
  }

  private List<Element> elements(String name) throws Exception {
    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    return IntStream.range(0, xml.getElementsByTagName(name).getLength())
        .mapToObj(i -> (Element) xml.getElementsByTagName(name).item(i))
        .toList();
  }
}
