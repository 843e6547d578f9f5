// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import io.fenceline.chaos.Traffic.Message;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that sends at a steady rate in a thread of its own and does not give up while the
 * broker is away. It is idempotent, so that the topic holds each message once and in order.
 */
final class Replay {
  private final Thread thread;
  private volatile Exception failure;
  private volatile boolean closed;

  private Replay(String brokers, String topic, Traffic traffic, int perSecond) {
    this.thread =
        new Thread(
            () -> {
              try {
                send(brokers, topic, traffic, perSecond);
              } catch (Exception e) {
                failure = e;
              }
            },
            "replay");
  }

  static Replay start(String brokers, String topic, Traffic traffic, int perSecond) {
    Replay replay = new Replay(brokers, topic, traffic, perSecond);
    replay.thread.setDaemon(true);
    replay.thread.start();
    return replay;
  }

  /** Waits until the broker has acknowledged every message. */
  void await() throws Exception {
    thread.join();
    if (failure != null) {
      throw failure;
    }
  }

  /** Whether everything was acknowledged. */
  boolean ended() throws Exception {
    if (failure != null) {
      throw failure;
    }
    return !thread.isAlive();
  }

  /** Gives up what is not sent yet. */
  void abandon() {
    closed = true;
  }

  private void send(String brokers, String topic, Traffic traffic, int perSecond) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", brokers,
            "compression.type", "lz4",
            "linger.ms", 5,
            "max.block.ms", 600_000,
            "delivery.timeout.ms", 600_000);
    long begun = System.nanoTime();
    Exception[] refused = new Exception[1];
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      int sent = 0;
      for (Message message : traffic.messages()) {
        if (closed) {
          return;
        }
        producer.send(
            new ProducerRecord<>(topic, message.partition(), null, message.value()),
            (metadata, exception) -> {
              if (exception != null) {
                refused[0] = exception;
              }
            });
        sent++;
        long due = begun + TimeUnit.SECONDS.toNanos(sent) / perSecond;
        long ahead = due - System.nanoTime();
        if (ahead > TimeUnit.MILLISECONDS.toNanos(20)) {
          TimeUnit.NANOSECONDS.sleep(ahead);
        }
      }
      producer.flush();
    }
    if (refused[0] != null) {
      throw refused[0];
    }
  }
}
