// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.command.local.ServiceArtifacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The sample that comes with the project, and what is known of its attacks. */
final class RecordedAttacks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedAttacks() {}

  /**
   * One attack as its label tells it.
   *
   * @param identities keys, users and addresses of the attacker; empty if the model itself is it
   */
  record Attack(String id, String model, List<String> identities, Instant first, Instant last) {}

  static Path home() {
    return Path.of(System.getProperty(ServiceArtifacts.HOME_PROPERTY));
  }

  static Path log() {
    return home().resolve("deploy/local/sample/recorded-attacks.jsonl.gz").normalize();
  }

  /** The first lines of the log. */
  static List<String> lines(int count) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(log())), StandardCharsets.UTF_8))) {
      return lines.lines().limit(count).toList();
    }
  }

  /** A part of the log and the labels of the attacks that begin and end in it. */
  record Part(Path log, Path labels) {}

  /** The log until 09:21 with three attacks, for runs that detect many times over. */
  static Part untilThreeAttacks(Path directory) throws IOException {
    List<String> lines = lines(8_600);
    Instant end =
        Instant.parse(JSON.readTree(lines.get(lines.size() - 1)).path("timestamp").asText());
    List<String> labels = new ArrayList<>();
    for (String line : Files.readAllLines(labelFile())) {
      if (Instant.parse(JSON.readTree(line).path("last_timestamp").asText()).isBefore(end)) {
        labels.add(line);
      }
    }
    return new Part(
        Files.write(directory.resolve("part.jsonl"), lines),
        Files.write(directory.resolve("part.labels.jsonl"), labels));
  }

  static Path labelFile() {
    return log().resolveSibling("recorded-attacks.labels.jsonl");
  }

  static List<Attack> labels() throws IOException {
    List<Attack> attacks = new ArrayList<>();
    for (String line : Files.readAllLines(labelFile())) {
      JsonNode label = JSON.readTree(line);
      List<String> identities = new ArrayList<>();
      for (String sort : List.of("api_key_ids", "user_ids", "source_ips")) {
        label.path(sort).forEach(identity -> identities.add(identity.asText()));
      }
      attacks.add(
          new Attack(
              label.path("attack_id").asText(),
              label.path("model_name").asText(),
              identities,
              Instant.parse(label.path("first_timestamp").asText()),
              Instant.parse(label.path("last_timestamp").asText())));
    }
    return attacks;
  }

  static List<JsonNode> parse(List<String> lines) throws IOException {
    List<JsonNode> parsed = new ArrayList<>();
    for (String line : lines) {
      parsed.add(JSON.readTree(line));
    }
    return parsed;
  }

  static String model(JsonNode alert) {
    return alert.at("/fenceline/model_name").asText();
  }

  /** Keys, users and addresses that an alert names. */
  static Set<String> identities(JsonNode alert) {
    Set<String> named = new TreeSet<>();
    for (String field : List.of("/fenceline/api_key_id", "/user/id", "/source/ip")) {
      JsonNode value = alert.at(field);
      if (value.isTextual()) {
        named.add(value.asText());
      }
      value.forEach(one -> named.add(one.asText()));
    }
    return named;
  }
}
