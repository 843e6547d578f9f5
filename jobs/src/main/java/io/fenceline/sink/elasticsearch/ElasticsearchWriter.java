// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes documents of one subtask. Everything but the sending happens on the task's thread. */
final class ElasticsearchWriter<T> extends AsyncSinkWriter<T, BulkEntry> {

  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);

  /**
   * The client has its own timeouts. Flink's would hand the documents back while the client still
   * works on them, and both ends would be counted.
   */
  private static final long REQUEST_TIMEOUT_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final ElasticsearchSettings settings;
  private final SingleConversion<T> converter;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService time;
  private final DeliveryMetrics metrics;
  private final BulkBuffer buffer;
  private final SendingPace pace;
  private final BulkClient client;
  private final Rejections rejected;
  private boolean draining;

  ElasticsearchWriter(
      ElasticsearchSettings settings,
      SingleConversion<T> converter,
      WriterInitContext context,
      SendingPace pace,
      BulkBuffer buffer,
      BulkClient client,
      RejectedDocuments.Writer rejected,
      Collection<BufferedRequestState<BulkEntry>> states) {
    super(
        converter,
        context,
        configuration(settings.bulk(), pace),
        List.of(RestoredEntries.fitting(states, settings.bulk().bytes())),
        buffer,
        buffer);
    this.settings = settings;
    this.converter = converter;
    this.mailbox = context.getMailboxExecutor();
    this.time = context.getProcessingTimeService();
    this.metrics = new DeliveryMetrics(context.metricGroup());
    this.buffer = buffer;
    this.pace = pace;
    this.client = client;
    this.rejected = new Rejections(metrics, rejected);
    metrics.restored.inc(buffer.size());
    for (BulkEntry entry : RestoredEntries.tooLarge(states, settings.bulk().bytes())) {
      metrics.restored.inc();
      this.rejected.add(
          entry,
          "a document of "
              + entry.document().length
              + " bytes, restored, but "
              + ElasticsearchOptions.BATCH_BYTES.key()
              + " allows "
              + settings.bulk().bytes());
    }
  }

  private static AsyncSinkWriterConfiguration configuration(BulkLimits limits, SendingPace pace) {
    return AsyncSinkWriterConfiguration.builder()
        .setMaxBatchSize(limits.documents())
        .setMaxBatchSizeInBytes(limits.bytes())
        .setMaxInFlightRequests(limits.inFlight())
        .setMaxBufferedRequests(limits.bufferedDocuments())
        .setMaxTimeInBufferMS(limits.intervalMillis())
        .setMaxRecordSizeInBytes(limits.bytes())
        .setRateLimitingStrategy(pace)
        .setRequestTimeoutMS(REQUEST_TIMEOUT_MILLIS)
        .setFailOnTimeout(true)
        .build();
  }

  @Override
  public void write(T element, Context context) throws IOException, InterruptedException {
    metrics.received.inc();
    BulkEntry entry = converter.convert(element, context);
    String refusal = Refusal.of(entry, settings.bulk().documentBytes());
    if (!refusal.isEmpty()) {
      rejected.add(entry, refusal);
      return;
    }
    while (buffer.totalSizeInBytes() >= settings.bulk().bufferedBytes()) {
      mailbox.yield();
    }
    super.write(element, context);
  }

  @Override
  protected void submitRequestEntries(List<BulkEntry> entries, ResultHandler<BulkEntry> handler) {
    new BulkExchange(entries, settings.retry().attempts(), new Deliveries(handler)).sendNext();
  }

  @Override
  protected long getSizeInBytes(BulkEntry entry) {
    return entry.sizeInBytes();
  }

  /** At the end of input, returns only when every document has its verdict. */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    super.flush(endOfInput);
    while (endOfInput && buffer.size() > 0) {
      // Paused: the next mail is the end of the pause.
      mailbox.yield();
      super.flush(true);
    }
    rejected.flush();
  }

  @Override
  public List<BufferedRequestState<BulkEntry>> snapshotState(long checkpointId) {
    rejected.flush();
    return super.snapshotState(checkpointId);
  }

  @Override
  public void close() {
    super.close();
    try {
      IOUtils.closeAll(client, rejected);
    } catch (Exception e) {
      throw new IllegalStateException("The Elasticsearch sink could not be closed", e);
    }
  }

  DeliveryMetrics metrics() {
    return metrics;
  }

  /** Requests whose answers are still to come. */
  int inFlight() {
    return pace.inFlight();
  }

  private void pause(int documents, String because) {
    if (pace.isPaused()) {
      return;
    }
    long delay = pace.pause();
    LOG.warn(
        "Elasticsearch did not take {} documents ({}); failure {} in a row, next attempt in {} ms"
            + " with at most {} documents",
        documents,
        because,
        pace.failures(),
        delay,
        pace.getMaxBatchSize());
    time.registerTimer(time.getCurrentProcessingTime() + delay, at -> resume());
  }

  private void resume() throws InterruptedException {
    pace.resume();
    if (!draining) {
      draining = true;
      try {
        super.flush(true);
      } finally {
        draining = false;
      }
    }
  }

  /** Carries the verdicts on one batch to the metrics, the rejected documents and Flink. */
  private final class Deliveries implements BulkExchange.Listener {

    private final ResultHandler<BulkEntry> handler;

    Deliveries(ResultHandler<BulkEntry> handler) {
      this.handler = handler;
    }

    @Override
    public void send(List<BulkEntry> entries, BulkExchange exchange) {
      try {
        client.send(entries, answer -> receive(entries, exchange, answer));
      } catch (RuntimeException broken) {
        handler.completeExceptionally(
            new IOException("The client of Elasticsearch is broken or closed", broken));
      }
    }

    private void receive(List<BulkEntry> entries, BulkExchange exchange, BulkAnswer answer) {
      try {
        mailbox.execute(() -> exchange.answered(entries, answer), "answer of Elasticsearch");
      } catch (RejectedExecutionException closing) {
        LOG.debug("An answer of Elasticsearch came after the task's end", closing);
      }
    }

    @Override
    public void requestAnswered(List<BulkEntry> entries, BulkAnswer answer, boolean split) {
      metrics.answered(answer, entries.size());
      if (split && answer.status() == 413) {
        pace.tooLarge(entries.stream().mapToLong(BulkEntry::sizeInBytes).sum());
      }
    }

    @Override
    public void written() {
      metrics.written();
    }

    @Override
    public void duplicate() {
      metrics.duplicate.inc();
    }

    @Override
    public void rejected(RejectedDocument document) {
      rejected.add(document);
    }

    @Override
    public void finished(List<BulkEntry> retry, String because) {
      if (retry.isEmpty()) {
        pace.delivered();
        handler.complete();
      } else {
        metrics.retried.inc(retry.size());
        pause(retry.size(), because);
        handler.retryForEntries(retry);
      }
    }

    @Override
    public void failed(Exception cause) {
      handler.completeExceptionally(cause);
    }
  }
}
