// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import io.fenceline.metric.OwnMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * Counts of one writer since it was opened. Always: received + restored = written + duplicate +
 * rejected + buffered, where buffered includes what is under way.
 */
final class DeliveryMetrics {

  final Counter received;
  final Counter restored;
  final Counter written;
  final Counter duplicate;
  final Counter rejected;

  /** Attempts, not documents: a document that is sent three times counts twice. */
  final Counter retried;

  private final Map<AnswerClass, Counter> requests = new EnumMap<>(AnswerClass.class);
  private final Map<AnswerClass, Counter> documents = new EnumMap<>(AnswerClass.class);
  private final SinkWriterMetricGroup writer;

  DeliveryMetrics(SinkWriterMetricGroup writer) {
    this.writer = writer;
    MetricGroup group = OwnMetrics.of(writer).addGroup("elasticsearch");
    received = group.counter("received");
    restored = group.counter("restored");
    written = group.counter("written");
    duplicate = group.counter("duplicate");
    rejected = group.counter("rejected");
    retried = group.counter("retried");
    for (AnswerClass answer : AnswerClass.values()) {
      MetricGroup labelled = group.addGroup("answer", answer.label());
      requests.put(answer, labelled.counter("requests"));
      documents.put(answer, labelled.counter("documents"));
    }
    LongSupplier buffered = this::buffered;
    group.gauge("buffered", buffered::getAsLong);
  }

  /** Documents whose fate is open. */
  long buffered() {
    return received.getCount()
        + restored.getCount()
        - written.getCount()
        - duplicate.getCount()
        - rejected.getCount();
  }

  /** One answer, and what it says of each document that was sent. */
  void answered(BulkAnswer answer, int sent) {
    requests.get(AnswerClass.of(answer.status())).inc();
    for (int position = 0; position < sent; position++) {
      documents.get(AnswerClass.of(answer.statusOf(position))).inc();
    }
  }

  /** Requests with such an answer. */
  long requests(AnswerClass answer) {
    return requests.get(answer).getCount();
  }

  /** Documents with such an answer. */
  long documents(AnswerClass answer) {
    return documents.get(answer).getCount();
  }

  void written() {
    written.inc();
    writer.getNumRecordsSendCounter().inc();
  }

  void rejected() {
    rejected.inc();
    writer.getNumRecordsSendErrorsCounter().inc();
  }
}
