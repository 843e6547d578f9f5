// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.kafka;

import io.fenceline.sink.Document;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Documents as records of a topic. */
public final class KafkaDocuments {

  private KafkaDocuments() {}

  /**
   * A sink into a topic, at least once; the key is the document's id, so that a compacted topic
   * keeps the latest revision, and the value its JSON.
   *
   * @param topic exists
   */
  public static KafkaSink<Document> sink(KafkaBrokers brokers, String topic) {
    return brokers.sink(new Serializer(topic));
  }

  static final class Serializer implements KafkaRecordSerializationSchema<Document> {

    private static final long serialVersionUID = 1;

    private final String topic;

    Serializer(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Document document, KafkaSinkContext context, Long eventTime) {
      return new ProducerRecord<>(
          topic, document.id().getBytes(StandardCharsets.UTF_8), document.json());
    }
  }
}
