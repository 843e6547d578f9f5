// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;

/**
 * Gives each document its place: the data stream {@code type-dataset-namespace} if it never
 * changes, the index {@code type-dataset-namespace-yyyy.MM.dd} of its event day if it has
 * revisions.
 */
final class DocumentConverter implements ElementConverter<Document, BulkEntry> {

  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT);

  private final Map<DocumentStream, String> names = new EnumMap<>(DocumentStream.class);
  private long day = Long.MIN_VALUE;
  private String date = "";

  DocumentConverter(String namespace) {
    for (DocumentStream stream : DocumentStream.values()) {
      names.put(stream, stream.type() + "-" + stream.dataset() + "-" + namespace);
    }
  }

  @Override
  public BulkEntry apply(Document document, SinkWriter.Context context) {
    return entry(document);
  }

  BulkEntry entry(Document document) {
    String stream = names.get(document.stream());
    if (document.version() == 0) {
      return new BulkEntry(BulkOperation.CREATE, stream, document.id(), 0, document.json(), 0);
    }
    return new BulkEntry(
        BulkOperation.INDEX,
        stream + "-" + date(Math.floorDiv(document.timestamp(), DAY)),
        document.id(),
        document.version(),
        document.json(),
        0);
  }

  private String date(long epochDay) {
    if (epochDay != day) {
      day = epochDay;
      date = DATE.format(LocalDate.ofEpochDay(epochDay));
    }
    return date;
  }
}
