// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import static io.fenceline.sink.elasticsearch.StubElasticsearch.STORE;
import static io.fenceline.sink.elasticsearch.StubElasticsearch.body;
import static io.fenceline.sink.elasticsearch.StubElasticsearch.failure;
import static io.fenceline.sink.elasticsearch.StubElasticsearch.item;
import static io.fenceline.sink.elasticsearch.StubElasticsearch.items;
import static io.fenceline.sink.elasticsearch.StubElasticsearch.refuse;
import static io.fenceline.sink.elasticsearch.StubElasticsearch.send;
import static io.fenceline.sink.elasticsearch.WriterHarness.alert;
import static io.fenceline.sink.elasticsearch.WriterHarness.config;
import static io.fenceline.sink.elasticsearch.WriterHarness.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.sink.elasticsearch.StubElasticsearch.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchWriterTest {

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final StubElasticsearch stub = opened(new StubElasticsearch(0));

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }

  private WriterHarness harness() {
    return harness(config(stub.port()));
  }

  private WriterHarness harness(Configuration config) {
    return opened(new WriterHarness(config, List.of()));
  }

  @Test
  void eventsAreCreatedInTheDataStreamAndAlertsIndexedByEventDayWithTheirRevision() {
    WriterHarness harness = harness();
    harness.write(event("e1"), alert("a1", 3));
    harness.endInput();
    assertThat(stub.requests).hasSize(1);
    assertThat(stub.requests.get(0).headers().toString())
        .isEqualTo(
            "[{\"create\":{\"_index\":\"logs-fenceline.inference-default\",\"_id\":\"e1\"}},"
                + " {\"index\":{\"_index\":\"logs-fenceline.alerts-default-2026.03.01\","
                + "\"_id\":\"a1\",\"version\":3,\"version_type\":\"external\"}}]");
    assertThat(harness.counts()).containsExactly(2L, 0L, 0L, 0L);
  }

  @Test
  void aFullBatchIsSentWithoutWaitingForMore() {
    WriterHarness harness = harness();
    harness.writeEvents(20);
    harness.flush(false);
    assertThat(stub.stored).hasSize(16);
    assertThat(harness.counts()).containsExactly(16L, 0L, 0L, 4L);
  }

  @Test
  void theRestOfABatchIsSentAfterTheInterval() throws InterruptedException {
    WriterHarness harness = harness();
    harness.writeEvents(3);
    harness.task.fireNextTimer();
    harness.flush(false);
    assertThat(harness.task.fired).containsExactly(1000L);
    assertThat(stub.stored).hasSize(3);
  }

  @Test
  void statusesOkAndCreatedBothMeanWritten() {
    stub.always(items((id, s) -> item(id.equals("d0") ? 200 : 201)));
    WriterHarness harness = harness();
    harness.writeEvents(2);
    harness.endInput();
    assertThat(harness.counts()).containsExactly(2L, 0L, 0L, 0L);
  }

  @Test
  void aReplayIsCountedAsDuplicatesAndAcknowledged() {
    WriterHarness harness = harness();
    harness.writeEvents(5);
    harness.endInput();
    harness.writeEvents(7);
    harness.endInput();
    assertThat(harness.counts()).containsExactly(7L, 5L, 0L, 0L);
    assertThat(stub.requests).hasSize(2);
  }

  @Test
  void aPoisonousDocumentIsRejectedWithItsReasonWhileItsNeighboursAreStored() {
    stub.always(
        items(
            (id, s) ->
                id.equals("d2")
                    ? failure(400, "document_parsing_exception", "failed to parse [n]")
                    : s.store(id)));
    WriterHarness harness = harness();
    harness.writeEvents(5);
    harness.endInput();
    assertThat(stub.stored).containsExactlyInAnyOrder("d0", "d1", "d3", "d4");
    assertThat(harness.counts()).containsExactly(4L, 0L, 1L, 0L);
    assertThat(harness.rejectedDurably)
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.id()).isEqualTo("d2");
              assertThat(r.status()).isEqualTo(400);
              assertThat(r.reason())
                  .isEqualTo("400 document_parsing_exception: failed to parse [n]");
              assertThat(new String(r.document(), java.nio.charset.StandardCharsets.UTF_8))
                  .isEqualTo("{\"n\":\"d2\"}");
            });
  }

  @Test
  void aRequestThatIsRefusedAsAWholeIsSplitUntilTheCulpritStandsAlone() {
    Reply malformedIfItHoldsD5 =
        (exchange, request, s) ->
            (request.ids().contains("d5")
                    ? refuse(400, "illegal_argument_exception", "Malformed action")
                    : STORE)
                .to(exchange, request, s);
    stub.always(malformedIfItHoldsD5);
    WriterHarness harness = harness();
    harness.writeEvents(8);
    harness.endInput();
    assertThat(stub.stored).hasSize(7).doesNotContain("d5");
    assertThat(harness.counts()).containsExactly(7L, 0L, 1L, 0L);
    assertThat(harness.rejected).extracting(RejectedDocument::id).containsExactly("d5");
    assertThat(stub.requests).hasSize(7);
  }

  @Test
  void aTooLargeRequestIsHalvedAndATooLargeDocumentRejected() {
    Reply atMostTwoAndNeverD6 =
        (exchange, request, s) ->
            (request.ids().size() > 2 || request.ids().contains("d6") ? body(413, "") : STORE)
                .to(exchange, request, s);
    stub.always(atMostTwoAndNeverD6);
    WriterHarness harness = harness();
    harness.writeEvents(8);
    harness.endInput();
    assertThat(harness.counts()).containsExactly(7L, 0L, 1L, 0L);
    assertThat(harness.rejected)
        .singleElement()
        .satisfies(r -> assertThat(r.status()).isEqualTo(413));
    assertThat(stub.stored).hasSize(7);
  }

  @Test
  void afterATooLargeRequestTheNextOnesAreSmaller() {
    stub.always(
        (exchange, request, s) ->
            (request.ids().size() > 4 ? body(413, "") : STORE).to(exchange, request, s));
    WriterHarness harness = harness();
    harness.writeEvents(64);
    harness.endInput();
    assertThat(harness.counts()).containsExactly(64L, 0L, 0L, 0L);
    // With two requests in flight, two may learn it at the same time.
    assertThat(stub.requests.stream().filter(r -> r.ids().size() > 4).count()).isBetween(1L, 2L);
  }

  @ParameterizedTest
  @CsvSource({
    "429, es_rejected_execution_exception",
    "408, ''",
    "500, ''",
    "502, ''",
    "503, cluster_block_exception",
    "504, ''"
  })
  void underPressureItWaitsLongerAndLongerAndThenDeliversEverything(int status, String type) {
    Reply pressure = refuse(status, type, "busy");
    stub.then(pressure, pressure, pressure, pressure);
    WriterHarness harness = harness();
    harness.writeEvents(4);
    harness.endInput();
    assertThat(harness.task.fired).containsSubsequence(100L, 150L, 300L, 600L);
    assertThat(harness.counts()).containsExactly(4L, 0L, 0L, 0L);
    assertThat(stub.stored).hasSize(4);
    assertThat(harness.writer.metrics().retried.getCount()).isPositive();
  }

  @Test
  void underPressureBatchesShrinkAndGrowAgain() {
    Reply pressure = refuse(429, "es_rejected_execution_exception", "busy");
    stub.then(pressure, pressure);
    Configuration config = config(stub.port()).set(ElasticsearchOptions.IN_FLIGHT, 1);
    WriterHarness harness = harness(config);
    harness.writeEvents(32);
    harness.endInput();
    List<Integer> sizes = stub.requests.stream().map(r -> r.ids().size()).toList();
    assertThat(sizes).startsWith(8, 4, 2, 3, 4, 5);
    assertThat(harness.counts()).containsExactly(32L, 0L, 0L, 0L);
  }

  @Test
  void onlyTheItemsUnderPressureAreSentAgain() {
    stub.then(
        items(
            (id, s) ->
                id.equals("d1")
                    ? failure(429, "es_rejected_execution_exception", "busy")
                    : s.store(id)));
    WriterHarness harness = harness();
    harness.writeEvents(3);
    harness.endInput();
    assertThat(stub.requests.get(1).ids()).containsExactly("d1");
    assertThat(harness.counts()).containsExactly(3L, 0L, 0L, 0L);
  }

  @Test
  void answersAreCountedByWhatTheyMean() {
    stub.then(
        refuse(503, "unavailable", "later"),
        items(
            (id, s) ->
                switch (id) {
                  case "d0" -> failure(400, "document_parsing_exception", "no number");
                  case "d1" -> failure(429, "es_rejected_execution_exception", "busy");
                  case "d2" -> failure(409, "version_conflict_engine_exception", "there");
                  default -> s.store(id);
                }));
    WriterHarness harness = harness();
    harness.writeEvents(4);
    harness.endInput();

    DeliveryMetrics metrics = harness.writer.metrics();
    assertThat(metrics.requests(AnswerClass.FAILED)).isEqualTo(1);
    assertThat(metrics.requests(AnswerClass.TAKEN)).isEqualTo(2);
    assertThat(metrics.documents(AnswerClass.FAILED)).isEqualTo(4);
    assertThat(metrics.documents(AnswerClass.REFUSED)).isEqualTo(1);
    assertThat(metrics.documents(AnswerClass.TOO_MANY)).isEqualTo(1);
    assertThat(metrics.documents(AnswerClass.CONFLICT)).isEqualTo(1);
    assertThat(metrics.documents(AnswerClass.TAKEN)).isEqualTo(2);
    assertThat(harness.counts()).containsExactly(2L, 1L, 1L, 0L);
  }

  @Test
  void aRequestWithoutAnswerIsSentAgain() {
    Reply storeButStaySilent = (exchange, request, s) -> request.ids().forEach(s::store);
    stub.then(storeButStaySilent);
    Configuration config =
        config(stub.port()).set(ElasticsearchOptions.REQUEST_TIMEOUT, Duration.ofMillis(500));
    WriterHarness harness = harness(config);
    harness.writeEvents(3);
    harness.endInput();
    assertThat(harness.counts()).containsExactly(0L, 3L, 0L, 0L);
    assertThat(harness.writer.metrics().retried.getCount()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void itWaitsForAServerThatIsDownAndDeliversWhenItIsBack() {
    stub.close();
    WriterHarness harness = harness();
    harness.task.onTimer(
        () -> {
          if (harness.task.fired.size() == 5) {
            opened(new StubElasticsearch(stub.port()));
          }
        });
    harness.writeEvents(4);
    harness.endInput();
    assertThat(harness.counts()).containsExactly(4L, 0L, 0L, 0L);
  }

  @Test
  void aLongOutageIsAskedAboutEveryThirtySecondsAtMost() {
    stub.close();
    WriterHarness harness = harness();
    harness.task.onTimer(
        () -> {
          if (harness.task.fired.size() == 20) {
            opened(new StubElasticsearch(stub.port()));
          }
        });
    harness.writeEvents(1);
    harness.endInput();
    assertThat(harness.task.fired).allMatch(delay -> delay <= 30_000).contains(22_500L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"sta",
        "{\"items\":[{\"create\":{\"status\":201}}]}",
        "{\"items\":[]}",
        "{}",
        "[]",
        "",
        "<html>Sign in</html>",
        "{\"items\":[7,8,9]}",
        "{\"items\":[{\"create\":7},{\"create\":7},{\"create\":7}]}",
        "{\"items\":[{},{},{}]}"
      })
  void anAnswerThatIsNotAboutEveryDocumentAcknowledgesNone(String answer) {
    stub.then(body(200, answer));
    WriterHarness harness = harness();
    harness.writeEvents(3);
    harness.endInput();
    assertThat(harness.counts()).containsExactly(3L, 0L, 0L, 0L);
    assertThat(stub.stored).hasSize(3);
    assertThat(harness.writer.metrics().retried.getCount()).isEqualTo(3);
  }

  @Test
  void aConnectionThatBreaksInTheMiddleOfTheAnswerAcknowledgesNone() {
    stub.then(
        (exchange, request, s) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          // Without closing the body, this drops the connection.
          throw new IOException("broken on purpose");
        });
    WriterHarness harness = harness();
    harness.writeEvents(3);
    harness.endInput();
    assertThat(harness.counts()).containsExactly(3L, 0L, 0L, 0L);
  }

  @ParameterizedTest
  @CsvSource({
    "401, security_exception, elasticsearch.api-key",
    "403, security_exception, elasticsearch.api-key",
    "404, index_not_found_exception, deploy/elasticsearch",
    "405, '', elasticsearch.urls",
    "302, '', elasticsearch.urls"
  })
  void aFaultOfConfigurationFailsTheJobAndNamesTheSetting(int status, String type, String named) {
    stub.always(refuse(status, type, "no way"));
    Configuration config = config(stub.port()).set(ElasticsearchOptions.API_KEY, "c2VjcmV0");
    WriterHarness harness = harness(config);
    harness.writeEvents(2);
    assertThatThrownBy(harness::endInput)
        .rootCause()
        .hasMessageContaining(named)
        .hasMessageContaining(Integer.toString(status))
        .hasMessageContaining(type)
        .hasMessageNotContaining("c2VjcmV0");
    assertThat(harness.counts()).containsExactly(0L, 0L, 0L, 2L);
  }

  @ParameterizedTest
  @CsvSource({
    "403, security_exception",
    "404, index_not_found_exception",
    "401, security_exception"
  })
  void aFaultOfConfigurationInOneItemFailsTheJob(int status, String type) {
    stub.always(items((id, s) -> id.equals("d1") ? failure(status, type, "no") : s.store(id)));
    WriterHarness harness = harness();
    harness.writeEvents(2);
    assertThatThrownBy(harness::endInput).rootCause().hasMessageContaining(type);
  }

  @Test
  void aLimitOfAttemptsFailsTheJobInsteadOfLosingTheDocument() {
    stub.always(refuse(503, "", "down"));
    WriterHarness harness = harness(config(stub.port()).set(ElasticsearchOptions.RETRY_LIMIT, 3));
    harness.writeEvents(1);
    assertThatThrownBy(harness::endInput)
        .rootCause()
        .hasMessageContaining("elasticsearch.retry-limit")
        .hasMessageContaining("503");
    assertThat(stub.requests).hasSize(3);
    assertThat(harness.counts()).containsExactly(0L, 0L, 0L, 1L);
  }

  @Test
  void duringAnOutageACheckpointPassesAndWhatWasBufferedSurvivesARestart() throws IOException {
    stub.always(refuse(503, "", "down"));
    WriterHarness harness = harness();
    harness.writeEvents(11);
    harness.flush(false);
    List<BufferedRequestState<BulkEntry>> state = harness.writer.snapshotState(1);
    assertThat(harness.counts()).containsExactly(0L, 0L, 0L, 11L);
    SimpleVersionedSerializer<BufferedRequestState<BulkEntry>> serializer =
        new BulkEntrySerializer();
    byte[] saved = serializer.serialize(state.get(0));

    stub.always(STORE);
    WriterHarness restored =
        opened(new WriterHarness(config(stub.port()), List.of(serializer.deserialize(1, saved))));
    assertThat(restored.counts()).containsExactly(0L, 0L, 0L, 11L);
    restored.write(event("later"));
    restored.endInput();
    assertThat(restored.counts()).containsExactly(12L, 0L, 0L, 0L);
    assertThat(stub.stored).hasSize(12).contains("d0", "d10", "later");
  }

  @Test
  void whatWasRestoredIsSentEvenIfNothingNewComes() throws Exception {
    stub.always(refuse(503, "", "down"));
    WriterHarness harness = harness();
    harness.writeEvents(3);
    harness.flush(false);
    List<BufferedRequestState<BulkEntry>> state = harness.writer.snapshotState(1);
    stub.always(STORE);
    WriterHarness restored = opened(new WriterHarness(config(stub.port()), state));
    restored.task.fireNextTimer();
    restored.flush(false);
    assertThat(stub.stored).hasSize(3);
  }

  @Test
  void restoredDocumentsLargerThanABatchMayNowBeAreRejectedNotFatal() {
    BulkEntry large = new BulkEntry(BulkOperation.CREATE, "i", "large", 0, new byte[5000], 0);
    BufferedRequestState<BulkEntry> state =
        new BufferedRequestState<>(
            List.of(
                new org.apache.flink.connector.base.sink.writer.RequestEntryWrapper<>(
                    large, large.sizeInBytes())));
    Configuration config =
        config(stub.port())
            .set(ElasticsearchOptions.BATCH_BYTES, new MemorySize(2000))
            .set(ElasticsearchOptions.DOCUMENT_BYTES, new MemorySize(1000));
    WriterHarness harness = opened(new WriterHarness(config, List.of(state)));
    harness.endInput();
    assertThat(harness.counts()).containsExactly(0L, 0L, 1L, 0L);
  }

  @Test
  void whatWouldHurtItsNeighboursIsRejectedWithoutBeingSent() {
    Configuration config =
        config(stub.port()).set(ElasticsearchOptions.DOCUMENT_BYTES, new MemorySize(1000));
    WriterHarness harness = harness(config);
    harness.write(
        event("large", "x".repeat(1001)),
        event("injection", "{}\n{\"delete\":{\"_index\":\"other\",\"_id\":\"1\"}}"),
        event("x".repeat(513)),
        event(""),
        event("good"));
    harness.endInput();
    assertThat(stub.stored).containsExactly("good");
    assertThat(harness.counts()).containsExactly(1L, 0L, 4L, 0L);
    assertThat(harness.rejectedDurably).extracting(RejectedDocument::status).containsOnly(0);
    assertThat(harness.rejected.get(0).reason()).contains("elasticsearch.document.bytes");
  }

  @Test
  void theStreamIsHeldBackByBytesAndNotOnlyByDocuments() {
    stub.then(refuse(503, "", "down"), refuse(503, "", "down"));
    Configuration config =
        config(stub.port())
            .set(ElasticsearchOptions.BATCH_DOCUMENTS, 1000)
            .set(ElasticsearchOptions.BATCH_BYTES, new MemorySize(10_000))
            .set(ElasticsearchOptions.DOCUMENT_BYTES, new MemorySize(5_000));
    WriterHarness harness = harness(config);
    for (int i = 0; i < 100; i++) {
      harness.write(event("d" + i, "x".repeat(4000)));
      assertThat(harness.counts().get(3)).isLessThan(20);
    }
    harness.endInput();
    assertThat(stub.stored).hasSize(100);
  }

  @Test
  void idsAreQuoted() {
    WriterHarness harness = harness();
    harness.write(event("a\"},\"x\u00e9\u0007"));
    harness.endInput();
    assertThat(stub.stored).containsExactly("a\"},\"x\u00e9\u0007");
  }

  @Test
  void requestsAreCompressedIfAskedFor() {
    WriterHarness harness =
        harness(config(stub.port()).set(ElasticsearchOptions.COMPRESSION, true));
    harness.writeEvents(5);
    harness.endInput();
    assertThat(stub.stored).hasSize(5);
  }

  @Test
  void theApiKeyOrTheUserIsSentWithEveryRequest() {
    WriterHarness withKey = harness(config(stub.port()).set(ElasticsearchOptions.API_KEY, "a2V5"));
    withKey.writeEvents(1);
    withKey.endInput();
    WriterHarness withUser =
        harness(
            config(stub.port())
                .set(ElasticsearchOptions.USERNAME, "me")
                .set(ElasticsearchOptions.PASSWORD, "pässword"));
    withUser.writeEvents(1);
    withUser.endInput();
    assertThat(stub.requests)
        .extracting(StubElasticsearch.Received::authorization)
        .containsExactly("ApiKey a2V5", "Basic bWU6cMOkc3N3b3Jk");
  }

  @Test
  void mixedTroubleLosesAndInventsNothing() {
    Reply pressure = refuse(429, "es_rejected_execution_exception", "busy");
    Reply mixed =
        items(
            (id, s) -> {
              int n = Integer.parseInt(id.substring(1));
              return switch (n % 5) {
                case 0 -> failure(400, "document_parsing_exception", "no");
                case 1 -> s.requests.size() < 12 ? failure(503, "unavailable", "no") : s.store(id);
                default -> s.store(id);
              };
            });
    stub.then(pressure, mixed, body(200, "{"), body(413, ""), pressure, body(502, ""))
        .always(mixed);
    WriterHarness harness = harness();
    harness.writeEvents(100);
    harness.writeEvents(100);
    harness.endInput();
    List<Long> counts = harness.counts();
    assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(200);
    assertThat(counts).containsExactly(80L, 80L, 40L, 0L);
    assertThat(stub.stored).hasSize(80);
  }

  @Test
  void nothingIsSentAfterAnswersThatMeanTheEnd() {
    stub.always((exchange, request, s) -> send(exchange, 401, ""));
    WriterHarness harness = harness();
    harness.writeEvents(1);
    assertThatThrownBy(harness::endInput).rootCause().hasMessageContaining("401");
    assertThat(stub.requests).hasSize(1);
  }
}
