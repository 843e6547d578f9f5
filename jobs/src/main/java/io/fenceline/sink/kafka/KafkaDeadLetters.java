// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.kafka;

import io.fenceline.model.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Dead letters with their bytes as records of a topic, in the source topic's zone of trust. */
public final class KafkaDeadLetters {

  private KafkaDeadLetters() {}

  /**
   * A sink into a topic, at least once. The value is the first bytes of the original record; the
   * headers {@code reason}, {@code detail}, {@code source}, {@code position}, {@code length} and
   * {@code sha256} are UTF-8 text and tell of the whole.
   *
   * @param topic exists
   */
  public static KafkaSink<DeadLetter> sink(KafkaBrokers brokers, String topic) {
    return brokers.sink(new Serializer(topic));
  }

  static final class Serializer implements KafkaRecordSerializationSchema<DeadLetter> {

    private static final long serialVersionUID = 1;

    private final String topic;

    Serializer(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        DeadLetter letter, KafkaSinkContext context, Long eventTime) {
      List<Header> headers =
          List.of(
              header("reason", letter.reason().code()),
              header("detail", letter.detail()),
              header("source", letter.origin().source()),
              header("position", Long.toString(letter.origin().position())),
              header("length", Long.toString(letter.length())),
              header("sha256", letter.sha256()));
      return new ProducerRecord<>(topic, null, null, null, letter.payload(), headers);
    }

    private static Header header(String name, String value) {
      return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
