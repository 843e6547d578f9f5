// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The recorded attacks that come with the project. */
final class Sample {
  private static final List<String> IDENTITIES = List.of("api_key_id", "user_id", "source_ip");
  private static final JsonFactory JSON = new JsonFactory();

  /** The broker may share a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path file;

  private Sample(Path file) {
    this.file = file;
  }

  /**
   * @param home root directory of the project
   */
  static Sample below(Path home) {
    Path file = home.resolve("deploy/local/sample/recorded-attacks.jsonl.gz").normalize();
    if (!Files.isReadable(file)) {
      throw new CommandFailure(file + " is missing; restore it from the project's repository.");
    }
    return new Sample(file);
  }

  /**
   * Sends every event, keyed by client, so that a client's events stay in order.
   *
   * @return number of events, all acknowledged
   */
  long send(String bootstrapServers, String topic) throws IOException {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            // A topic that has just been made may refuse the first request and take the second;
            // then the first is out of order for ever.
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis());
    AtomicReference<Exception> refused = new AtomicReference<>();
    long records = 0;
    try (KafkaProducer<String, String> producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        producer.send(
            new ProducerRecord<>(topic, client(line), line),
            (place, failure) -> {
              if (failure != null) {
                refused.compareAndSet(null, failure);
              }
            });
        records++;
      }
      producer.flush();
    }
    if (refused.get() != null) {
      throw new CommandFailure("Kafka refused an event of the sample.", refused.get());
    }
    return records;
  }

  /** The first identity of an event, in the order of {@link #IDENTITIES}. */
  static String client(String line) throws IOException {
    Map<String, String> found = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING && IDENTITIES.contains(name)) {
          found.put(name, parser.getText());
        }
        parser.skipChildren();
      }
    }
    return IDENTITIES.stream().filter(found::containsKey).map(found::get).findFirst().orElse("");
  }
}
