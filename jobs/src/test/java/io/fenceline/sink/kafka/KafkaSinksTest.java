// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.model.DeadLetter;
import io.fenceline.model.DeadLetterReason;
import io.fenceline.model.Origin;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentStream;
import io.fenceline.sink.elasticsearch.RejectedDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaSinksTest {

  private static final byte[] BYTES = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final long YEARS_AGO = 1_500_000_000_000L;

  @Test
  void aDocumentIsKeyedByItsIdAndDoesNotCarryItsEventTime() {
    ProducerRecord<byte[], byte[]> produced =
        new KafkaDocuments.Serializer("alerts")
            .serialize(
                new Document(DocumentStream.ALERTS, "id", 1, YEARS_AGO, BYTES), null, YEARS_AGO);
    assertThat(produced.topic()).isEqualTo("alerts");
    assertThat(produced.key()).asString().isEqualTo("id");
    assertThat(produced.value()).isEqualTo(BYTES);
    assertThat(produced.timestamp()).isNull();
  }

  @Test
  void aDeadLetterCarriesItsBytesAndWhereAndWhyInHeaders() {
    DeadLetter letter =
        new DeadLetter(
            DeadLetterReason.MALFORMED_JSON,
            "cut off",
            new Origin("requests/3", 1042),
            YEARS_AGO,
            9000,
            "ab".repeat(32),
            BYTES);
    ProducerRecord<byte[], byte[]> produced =
        new KafkaDeadLetters.Serializer("dead").serialize(letter, null, YEARS_AGO);
    assertThat(produced.value()).isEqualTo(BYTES);
    assertThat(produced.timestamp()).isNull();
    assertThat(headers(produced))
        .containsExactly(
            Map.entry("reason", "malformed_json"),
            Map.entry("detail", "cut off"),
            Map.entry("source", "requests/3"),
            Map.entry("position", "1042"),
            Map.entry("length", "9000"),
            Map.entry("sha256", "ab".repeat(32)));
  }

  @Test
  void sinksTravelToTheCluster() throws IOException, ClassNotFoundException {
    KafkaBrokers brokers = new KafkaBrokers("localhost:1", Map.of("linger.ms", "5"));
    InstantiationUtil.clone(KafkaDocuments.sink(brokers, "t"));
    InstantiationUtil.clone(KafkaDeadLetters.sink(brokers, "t"));
    InstantiationUtil.clone(new RejectedDocumentsTopic(brokers, "t"));
  }

  @Test
  void theAddressOfTheBrokersIsNotOneOfTheFurtherPropertiesAndSecretsAreNotShown() {
    KafkaBrokers brokers =
        new KafkaBrokers(
            "localhost:1", Map.of("bootstrap.servers", "other:1", "sasl.jaas.config", "secret"));

    assertThat(brokers.properties())
        .containsEntry("bootstrap.servers", "localhost:1")
        .containsEntry("sasl.jaas.config", "secret");
    assertThat(brokers).asString().contains("localhost:1").doesNotContain("secret");
  }

  @Test
  void aRejectedDocumentIsARecordWithItsReason() throws IOException {
    try (MockProducer<byte[], byte[]> producer = producer(true)) {
      RejectedDocumentsTopic.Records records =
          new RejectedDocumentsTopic.Records("rejected", producer);
      records.write(new RejectedDocument("index", "id", 400, "reason", BYTES));
      records.flush();
      ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
      assertThat(sent.key()).asString().isEqualTo("id");
      assertThat(sent.value()).isEqualTo(BYTES);
      assertThat(headers(sent))
          .containsExactly(
              Map.entry("index", "index"),
              Map.entry("status", "400"),
              Map.entry("reason", "reason"));
    }
  }

  @Test
  void aRejectedDocumentThatKafkaDoesNotTakeEitherFailsTheCheckpoint() throws IOException {
    try (MockProducer<byte[], byte[]> producer = producer(false)) {
      RejectedDocumentsTopic.Records records =
          new RejectedDocumentsTopic.Records("rejected", producer);
      records.write(new RejectedDocument("index", "id", 400, "reason", BYTES));
      producer.errorNext(new RecordTooLargeException());
      assertThatThrownBy(records::flush)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("rejected")
          .hasMessageContaining("max.message.bytes");
    }
  }

  private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> produced) {
    Map<String, String> headers = new LinkedHashMap<>();
    produced
        .headers()
        .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    return headers;
  }
}
