// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.memory.Feed;
import io.fenceline.sink.Document;
import io.fenceline.sink.DocumentStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/**
 * Documents of events, handed out again and again, in each pass under other ids: no two are the
 * same to Elasticsearch. They lie in a file, as they are too many for the description of a job, and
 * are in memory before the first is handed out.
 *
 * @param file where they lie
 * @param recorded how many lie there
 * @param count how many are handed out
 * @param firstPass number of the first pass; of all passes there can be 65,536
 */
record RecordedDocuments(String file, int recorded, int count, int firstPass)
    implements Feed<Document> {
  private static final int PASS_DIGITS = 4;

  /** Puts documents of events into a file. */
  static RecordedDocuments write(Path file, List<Document> documents, int count)
      throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(documents.size());
      for (Document document : documents) {
        out.writeUTF(document.id());
        out.writeLong(document.timestamp());
        out.writeInt(document.json().length);
        out.write(document.json());
      }
    }
    return new RecordedDocuments(file.toString(), documents.size(), count, 0);
  }

  /** The same documents, beginning with this pass. */
  RecordedDocuments from(int pass) {
    return new RecordedDocuments(file, recorded, count, pass);
  }

  /** The first pass behind them. */
  int end() {
    return firstPass + (count + recorded - 1) / recorded;
  }

  @Override
  public Iterator<Document> open(int own, int readers) {
    if (readers != 1) {
      throw new IllegalArgumentException("documents have one reader");
    }
    Document[] documents = read();
    return new Iterator<>() {
      private int next;
      private String pass;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public Document next() {
        int place = next % recorded;
        if (place == 0) {
          pass = HexFormat.of().toHexDigits((short) (firstPass + next / recorded));
        }
        next++;
        Document document = documents[place];
        return new Document(
            document.stream(),
            pass + document.id().substring(PASS_DIGITS),
            document.version(),
            document.timestamp(),
            document.json());
      }
    };
  }

  private Document[] read() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(file))))) {
      Document[] documents = new Document[in.readInt()];
      for (int i = 0; i < documents.length; i++) {
        String id = in.readUTF();
        long timestamp = in.readLong();
        byte[] json = in.readNBytes(in.readInt());
        documents[i] = new Document(DocumentStream.EVENTS, id, 0, timestamp, json);
      }
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
