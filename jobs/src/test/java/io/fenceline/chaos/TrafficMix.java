// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import io.fenceline.chaos.Traffic.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Mixes the recorded sample with generated trouble; the seed decides what stands where. A record's
 * partition follows from its client, so that each client's records stay in order.
 */
final class TrafficMix {
  /** As long after the sample's last minute as to push every window and buffer out. */
  private static final String CLOSING =
      """
      {"timestamp":"2026-03-03T20:00:00Z","request_id":"closing-%d","source_ip":"10.0.0.1",\
      "model_name":"closing","prediction":{"class":"a","confidence":0.9,"entropy":0.1}}""";

  private static final String REQUEST =
      """
      {"timestamp":"%s","request_id":"%s","source_ip":"198.51.100.7","api_key_id":"%s",\
      "model_name":"sentiment-analyzer-v2.1","input_stats":{"text_length":%d,"oov_rate":0.05},\
      "prediction":{"class":"%s","confidence":0.93,"entropy":0.21},"latency_ms":4.5}""";

  private static final Pattern CLIENT = Pattern.compile("\"api_key_id\":\"([^\"]*)\"");
  private static final Pattern TIME = Pattern.compile("\"timestamp\":\"([^\"]*)\"");

  /** Beyond the allowed 30 s, and beyond any silence of one partition of the sample. */
  private static final Duration CLOCK_BEHIND = Duration.ofMinutes(20);

  private static final int BLAND_LENGTH = 60;

  private final Random random;
  private final int partitions;
  private final int used;
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private List<Message> messages = new ArrayList<>();
  private int duplicates;

  private TrafficMix(long seed, int partitions, int used) {
    this.random = new Random(seed);
    this.partitions = partitions;
    this.used = used;
  }

  /** The beginning of the sample, over two partitions. */
  static TrafficMix sample(long seed, int lines) throws IOException {
    return sample(seed, lines, 2, 2);
  }

  /**
   * The beginning of the sample.
   *
   * @param used partitions that get records; the others stay empty
   */
  static TrafficMix sample(long seed, int lines, int partitions, int used) throws IOException {
    TrafficMix mix = new TrafficMix(seed, partitions, used);
    Path file = ChaosRig.HOME.resolve("deploy/local/sample/recorded-attacks.jsonl.gz");
    try (BufferedReader all =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      all.lines().limit(lines).forEach(line -> mix.messages.add(mix.message(line)));
    }
    return mix;
  }

  /** Records that no decoder can take, of eight kinds in turn. */
  TrafficMix poison(int count) {
    return insert(count, i -> poisonAt(i, i));
  }

  /** Many records in a row that no decoder can take. */
  TrafficMix poisonFlood(int count) {
    int at = messages.size() / 3 + random.nextInt(messages.size() / 3);
    List<Message> flood = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> flood.add(poisonAt(at, i)));
    messages.addAll(at, flood);
    return this;
  }

  /** Records that are sent twice, the second time a little later; only before anything bad. */
  TrafficMix repetitions(int count) {
    if (!deadLetters.isEmpty()) {
      throw new IllegalStateException("A bad record that comes again is a dead letter again");
    }
    duplicates += count;
    return insert(count, i -> messages.get(i - random.nextInt(5)));
  }

  /**
   * Producers whose clocks are wrong: a third is so far behind that the record is late, a third has
   * a clock that was never set, and a third runs in the far future.
   */
  TrafficMix wrongClocks(int count) {
    int[] turn = {0};
    return insert(
        count,
        i -> {
          Instant honest = time(i);
          return switch (turn[0]++ % 3) {
            case 0 -> skewed(honest.minus(CLOCK_BEHIND), "late", i);
            case 1 -> skewed(Instant.parse("1970-01-01T00:00:10Z"), "timestamp_too_old", i);
            default -> skewed(Instant.parse("2099-01-01T00:00:00Z"), "timestamp_in_future", i);
          };
        });
  }

  /**
   * Producers whose clocks stray by up to five seconds. The sample itself is up to 19 s out of
   * order, and two clocks may stray in opposite directions: all within the allowed 30 s.
   */
  TrafficMix strayingClocks(int count) {
    return insert(
        count,
        i -> {
          Instant time = time(i).plusMillis(random.nextInt(10_000) - 5_000L);
          return message(request(time, "stray-" + i, "ak_stray_" + random.nextInt(5)));
        });
  }

  /** One client that sends as much as all others together. */
  TrafficMix hotClient() {
    List<Message> mixed = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      mixed.add(messages.get(i));
      mixed.add(message(request(time(i), "hot-" + i, "ak_hot")));
    }
    messages = mixed;
    return this;
  }

  /** Clients that send one request each, all different, between the others. */
  TrafficMix oneShotClients(int count) {
    List<Message> mixed = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      mixed.add(messages.get(i));
      int upTo = (int) ((long) count * (i + 1) / messages.size());
      for (int n = (int) ((long) count * i / messages.size()); n < upTo; n++) {
        mixed.add(message(request(time(i), "once-" + n, "ak_once_" + n)));
      }
    }
    messages = mixed;
    return this;
  }

  /** Ends with a record to each used partition that lets everything before it out. */
  Traffic build() {
    IntStream.range(0, used)
        .forEach(
            partition ->
                messages.add(
                    new Message(partition, bytes(String.format(Locale.ROOT, CLOSING, partition)))));
    return new Traffic(partitions, List.copyOf(messages), duplicates, Map.copyOf(deadLetters));
  }

  /** Not into the first tenth, where a partition may not have a newest time yet. */
  private TrafficMix insert(int count, IntFunction<Message> message) {
    int from = messages.size() / 10;
    Map<Integer, List<Message>> at = new HashMap<>();
    random
        .ints(count, from, messages.size())
        .sorted()
        .forEach(i -> at.computeIfAbsent(i, k -> new ArrayList<>()).add(message.apply(i)));
    List<Message> mixed = new ArrayList<>(messages.size() + count);
    for (int i = 0; i < messages.size(); i++) {
      mixed.addAll(at.getOrDefault(i, List.of()));
      mixed.add(messages.get(i));
    }
    messages = mixed;
    return this;
  }

  private Message poisonAt(int at, int kind) {
    String id = "poison-" + at + "-" + kind + "-" + random.nextInt();
    String good = request(time(at), id, "ak_poison");
    return switch (kind % 8) {
      case 0 -> refused(good.substring(0, good.length() - 20), "malformed_json");
      case 1 -> refused(good.replace("\"class\"", "\"klass\""), "missing_field");
      case 2 -> refused(good.replace("4.5", "\"soon\""), "invalid_field");
      case 3 -> refused(good.replace("0.93", "NaN"), "malformed_json");
      case 4 -> refused(good.replace("{\"times", "{\"request_id\":\"x\",\"times"), "duplicate_key");
      case 5 -> refused("\0\0" + id, "malformed_json");
      case 6 -> refused("GET /" + id + " HTTP/1.1", "malformed_json");
      default -> refused("[".repeat(2_000) + id, "malformed_json");
    };
  }

  private Message refused(String record, String reason) {
    deadLetters.merge(reason, 1L, Long::sum);
    return new Message(random.nextInt(used), bytes(record));
  }

  private Message skewed(Instant time, String reason, int at) {
    return refused(request(time, "skewed-" + at + "-" + random.nextInt(), "ak_skewed"), reason);
  }

  private String request(Instant time, String id, String client) {
    return String.format(
        Locale.ROOT,
        REQUEST,
        time,
        id,
        client,
        BLAND_LENGTH + Math.floorMod(id.hashCode(), BLAND_LENGTH),
        Math.floorMod(id.hashCode(), 3) == 0 ? "Negative" : "Positive");
  }

  private Message message(String line) {
    Matcher client = CLIENT.matcher(line);
    String key = client.find() ? client.group(1) : "";
    return new Message(Math.floorMod(key.hashCode(), used), bytes(line));
  }

  /** Event time at a place: that of the nearest record from there on backwards that has one. */
  private Instant time(int at) {
    for (int i = at; i >= 0; i--) {
      String text = new String(messages.get(i).value(), StandardCharsets.UTF_8);
      Matcher time = TIME.matcher(text);
      if (text.endsWith("}") && time.find() && time.group(1).startsWith("2026")) {
        return Instant.parse(time.group(1));
      }
    }
    throw new IllegalStateException("No record before " + at + " has a time");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
