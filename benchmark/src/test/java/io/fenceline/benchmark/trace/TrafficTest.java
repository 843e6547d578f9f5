// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LATE = 2_000;

  @TempDir private Path directory;

  @Test
  void oneCopyIsTheRecordingOverAndOver() throws IOException {
    List<JsonNode> played = play(2 * 4, 2);

    assertThat(played)
        .extracting(event -> event.get("api_key_id").asText())
        .containsExactly("ak_1", "ak_2", "ak_1", "ak_1", "ak_1", "ak_2", "ak_1", "ak_1");
    assertThat(played.get(0).get("input_fingerprint").get(0).asText()).isEqualTo("0badcafe");
    assertThat(played.get(0).get("source_ip").asText()).isEqualTo("10.0.84.242");
    assertThat(times(played.subList(0, 4))).containsExactly(0L, 4_000L, 2_000L, 10_000L);
  }

  @Test
  void noEventComesLaterThanAllowed() throws IOException {
    long newest = 0;
    for (long time : times(play(400, 14))) {
      assertThat(time).isGreaterThanOrEqualTo(newest - LATE);
      newest = Math.max(newest, time);
    }
  }

  @Test
  void eachCopyOfAClientDoesWhatTheClientDid() throws IOException {
    int copies = 5;
    List<JsonNode> played = play(4 * copies * 3, 2 * copies);

    Map<String, List<String>> classes = new HashMap<>();
    for (JsonNode event : played) {
      classes
          .computeIfAbsent(event.get("api_key_id").asText(), client -> new ArrayList<>())
          .add(event.get("prediction").get("class").asText());
    }
    assertThat(classes).hasSize(2 * copies);
    assertThat(classes.values())
        .filteredOn(own -> own.size() == 9)
        .hasSize(copies)
        .allSatisfy(own -> assertThat(String.join("", own).repeat(2)).contains("ACDACDACD"));
    assertThat(classes.values())
        .filteredOn(own -> own.size() == 3)
        .hasSize(copies)
        .allSatisfy(own -> assertThat(own).containsOnly("B"));
  }

  @Test
  void copiesDifferInAllThatNamesAClientAndKeepAllElse() throws IOException {
    List<JsonNode> played = play(4 * 7, 14);

    Set<String> requests = new HashSet<>();
    Set<String> hashes = new HashSet<>();
    Set<String> networks = new HashSet<>();
    for (JsonNode event : played) {
      assertThat(event.get("request_id").asText()).hasSize(36);
      requests.add(event.get("request_id").asText());
      assertThat(event.get("note").asText()).isEqualTo("a \"quoted\" é");
      if (event.get("prediction").get("class").asText().equals("A")) {
        assertThat(event.get("input_fingerprint")).hasSize(2);
        hashes.add(event.get("input_fingerprint").get(0).asText());
        assertThat(event.get("source_ip").asText()).endsWith(".84.242");
        networks.add(event.get("source_ip").asText());
      }
    }
    assertThat(requests).hasSameSizeAs(played);
    assertThat(hashes).hasSize(7).allMatch(hash -> hash.matches("[0-9a-f]{8}"));
    assertThat(networks).hasSize(7);
  }

  @Test
  void aLineIsWrittenWhateverTheLengthOfItsPartsWas() throws IOException {
    Path log = directory.resolve("log.jsonl");
    String line =
        """
        {"timestamp":"%s","request_id":"f2bd57e1-6ab2-48fe-8b5f-%s","source_ip":"%s",\
        "input_fingerprint":[%s],"api_key_id":"%s","note":"é"}\
        """;
    Files.writeString(
        log,
        line.formatted(
            "2026-03-03T08:00:01Z",
            "1b9bf39f2e81",
            "10.0.84.242",
            "\"0badcafe\",\"0BADcafe01\"",
            "ak_1"));
    Traffic.Player player = Traffic.of(log, 2, 3, LATE).player();

    player.advance();
    player.advance();

    assertThat(new String(player.json(), StandardCharsets.UTF_8))
        .isEqualTo(
            line.formatted(
                "2020-01-06T00:00:00.001Z",
                "000000000002",
                "249.110.84.242",
                "\"e48af518\",\"e48af518ee\"",
                "ak_1-2"));
  }

  @Test
  void everySecondRequestCanBeOfOneClientWithoutTwoInputsAlike() throws IOException {
    List<JsonNode> played = play(4 * 20, 20, Traffic.Mix.HOT_CLIENT);

    List<JsonNode> hot =
        IntStream.range(0, played.size()).filter(i -> i % 2 == 1).mapToObj(played::get).toList();
    assertThat(hot).allMatch(event -> event.get("api_key_id").asText().equals("ak_1"));
    assertThat(
            hot.stream()
                .filter(event -> event.get("prediction").get("class").asText().equals("A"))
                .map(event -> event.get("input_fingerprint").toString()))
        .hasSizeGreaterThan(4)
        .doesNotHaveDuplicates();
  }

  @Test
  void oneModelCanHaveManyNames() throws IOException {
    assertThat(models(Traffic.Mix.MANY_MODELS)).hasSize(16);
    assertThat(models(Traffic.Mix.ONE_MODEL)).containsExactly("digits");
  }

  @Test
  void aLeanLogHasWhatEveryLogHas() throws IOException {
    JsonNode event = play(4, 2, Traffic.Mix.LEAN).get(0);

    assertThat(event.fieldNames())
        .toIterable()
        .containsExactly("timestamp", "request_id", "source_ip", "model_name", "prediction");
  }

  private Set<String> models(Traffic.Mix mix) throws IOException {
    Set<String> names = new HashSet<>();
    for (JsonNode event : play(4 * 20, 40, mix)) {
      names.add(event.get("model_name").asText());
    }
    return names;
  }

  private List<JsonNode> play(int events, int clients) throws IOException {
    return play(events, clients, Traffic.Mix.RECORDED);
  }

  private List<JsonNode> play(int events, int clients, Traffic.Mix mix) throws IOException {
    Path log = directory.resolve("log.jsonl");
    Files.write(
        log,
        List.of(
            line("00.000", "ak_1", "A", "[\"0badcafe\",\"00000001\"]"),
            line("04.000", "ak_2", "B", "[]"),
            line("01.000", "ak_1", "C", "[]"),
            line("10.000", "ak_1", "D", "[]")));
    Traffic.Player player = Traffic.of(log, events, clients, LATE, mix).player();
    List<JsonNode> played = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      player.advance();
      played.add(JSON.readTree(player.json()));
      assertThat(Instant.parse(played.get(i).get("timestamp").asText()).toEpochMilli())
          .isEqualTo(player.time());
    }
    return played;
  }

  private static String line(String seconds, String client, String label, String hashes) {
    return """
    {"timestamp":"2026-03-03T08:00:%sZ","request_id":"f2bd57e1-6ab2-48fe-8b5f-1b9bf39f2e81",\
    "source_ip":"10.0.84.242","model_name":"digits","note":"a \\"quoted\\" é","prediction":{"class":"%s"},\
    "api_key_id":"%s","input_fingerprint":%s}\
    """
        .formatted(seconds, label, client, hashes);
  }

  private static List<Long> times(List<JsonNode> events) {
    long first = Instant.parse(events.get(0).get("timestamp").asText()).toEpochMilli();
    return events.stream()
        .map(event -> Instant.parse(event.get("timestamp").asText()).toEpochMilli() - first)
        .toList();
  }
}
