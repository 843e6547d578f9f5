// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.kafka;

import io.fenceline.sink.elasticsearch.RejectedDocument;
import io.fenceline.sink.elasticsearch.RejectedDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Rejected documents as records of a topic: key = id, value = the document, headers {@code index},
 * {@code status} and {@code reason} as UTF-8 text.
 */
public final class RejectedDocumentsTopic implements RejectedDocuments {

  private static final long serialVersionUID = 1;

  private final KafkaBrokers brokers;
  private final String topic;

  /**
   * A place in a topic.
   *
   * @param topic exists
   */
  public RejectedDocumentsTopic(KafkaBrokers brokers, String topic) {
    this.brokers = brokers;
    this.topic = topic;
  }

  @Override
  public Writer open(int subtask, int parallelism) {
    return new Records(
        topic,
        new KafkaProducer<>(
            brokers.properties(), new ByteArraySerializer(), new ByteArraySerializer()));
  }

  static final class Records implements Writer {

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Records(String topic, Producer<byte[], byte[]> producer) {
      this.topic = topic;
      this.producer = producer;
    }

    @Override
    public void write(RejectedDocument rejected) throws IOException {
      checkFailure();
      List<Header> headers =
          List.of(
              header("index", rejected.index()),
              header("status", Integer.toString(rejected.status())),
              header("reason", rejected.reason()));
      ProducerRecord<byte[], byte[]> letter =
          new ProducerRecord<>(
              topic,
              null,
              null,
              rejected.id().getBytes(StandardCharsets.UTF_8),
              rejected.document(),
              headers);
      try {
        producer.send(letter, (metadata, e) -> failure.compareAndSet(null, e));
      } catch (KafkaException e) {
        throw failed(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        producer.flush();
      } catch (KafkaException e) {
        throw failed(e);
      }
      checkFailure();
    }

    @Override
    public void close() {
      producer.close(Duration.ofSeconds(10));
    }

    private void checkFailure() throws IOException {
      Exception e = failure.get();
      if (e != null) {
        throw failed(e);
      }
    }

    private IOException failed(Exception cause) {
      return new IOException(
          "Kafka does not take rejected documents in the topic "
              + topic
              + " ("
              + cause.getClass().getSimpleName()
              + "): check that it exists and may be written to, and its max.message.bytes.",
          cause);
    }

    private static Header header(String name, String value) {
      return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
