// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
  private static final String JSON =
      "{\"@timestamp\":\"2026-03-03T08:00:00.000Z\",\"event\":{\"kind\":\"event\",\"id\":\"1\"},"
          + "\"service\":{\"name\":\"digits\"},\"fenceline\":{\"entity\":\"key:ak_1\",\"late\":false}}";

  @TempDir private Path directory;

  @Test
  void noTwoDocumentsHaveTheSameIdWhateverThePass() throws IOException {
    RecordedDocuments given = documents(7);
    List<Document> handedOut = new ArrayList<>();

    given.open(0, 1).forEachRemaining(handedOut::add);
    given.from(given.end()).open(0, 1).forEachRemaining(handedOut::add);

    assertThat(handedOut).hasSize(14).extracting(Document::id).doesNotHaveDuplicates();
    assertThat(handedOut).allSatisfy(document -> assertThat(text(document)).isEqualTo(JSON));
  }

  @Test
  void documentsAreStampedBeforeTheyAreDropped() throws Exception {
    Run run = Delivery.of(documents(7), Delivery.stampAndDrop());

    assertThat(run.events()).isEqualTo(7);
    assertThat(run.documentBytes()).isGreaterThan(7L * JSON.length());
  }

  @Test
  void smallDocumentsKeepWhatTheStampNeeds() throws Exception {
    List<Document> small = SmallDocuments.of(List.of(document(1)));

    Run run =
        Delivery.of(
            RecordedDocuments.write(directory.resolve("small"), small, 1), Delivery.stampAndDrop());

    assertThat(text(small.get(0)))
        .isEqualTo(
            "{\"@timestamp\":\"2026-03-03T08:00:00.000Z\",\"event\":{\"id\":\"1\"},"
                + "\"fenceline\":{\"entity\":\"key:ak_1\"}}");
    assertThat(run.documentBytes()).isGreaterThan(small.get(0).json().length);
  }

  private RecordedDocuments documents(int count) throws IOException {
    return RecordedDocuments.write(
        directory.resolve("documents"), List.of(document(1), document(2), document(3)), count);
  }

  private static Document document(int number) {
    return new Document(
        DocumentStream.EVENTS,
        "0".repeat(31) + number,
        0,
        1_772_524_800_000L,
        JSON.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Document document) {
    return new String(document.json(), StandardCharsets.UTF_8);
  }
}
