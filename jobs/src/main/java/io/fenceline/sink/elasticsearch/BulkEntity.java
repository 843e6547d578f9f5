// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Queue;
import org.apache.http.entity.AbstractHttpEntity;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.entity.HttpAsyncContentProducer;

/**
 * A bulk body as the client sends it: copied once, chunk by chunk as the connection takes it, into
 * memory that the system can send from.
 */
final class BulkEntity extends AbstractHttpEntity implements HttpAsyncContentProducer {

  private static final int CHUNK_BYTES = 1 << 16;

  private final BulkBody body;
  private final Queue<ByteBuffer> chunks;
  private ContentEncoder attempt;
  private BulkBody.Reader reader;
  private ByteBuffer chunk;

  /**
   * An entity that can be sent again and again, but not twice at the same time.
   *
   * @param chunks buffers to use and to give back
   */
  BulkEntity(BulkBody body, Queue<ByteBuffer> chunks) {
    this.body = body;
    this.chunks = chunks;
    setContentType("application/x-ndjson");
  }

  @Override
  public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
    // The client may end one attempt after it began the next: each has an encoder of its own.
    if (!encoder.equals(attempt)) {
      begin(encoder);
    }
    do {
      if (!chunk.hasRemaining()) {
        chunk.clear();
        reader.fill(chunk);
        chunk.flip();
      }
      if (!chunk.hasRemaining()) {
        encoder.complete();
        chunks.add(chunk);
        chunk = null;
        attempt = null;
        return;
      }
      encoder.write(chunk);
    } while (!chunk.hasRemaining());
  }

  private void begin(ContentEncoder encoder) {
    attempt = encoder;
    reader = body.reader();
    if (chunk == null) {
      ByteBuffer free = chunks.poll();
      chunk = free == null ? ByteBuffer.allocateDirect(CHUNK_BYTES) : free;
    }
    chunk.clear().flip();
  }

  /** Nothing: a chunk of an attempt that failed is left to the collector. */
  @Override
  public void close() {}

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public long getContentLength() {
    return body.length();
  }

  @Override
  public InputStream getContent() throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream(Math.toIntExact(body.length()));
    body.writeTo(copy);
    return new ByteArrayInputStream(copy.toByteArray());
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    body.writeTo(out);
  }
}
