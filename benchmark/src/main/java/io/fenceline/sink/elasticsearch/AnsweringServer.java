// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A process that takes bulk requests of created documents and answers as Elasticsearch does when it
 * stores them all, so that the client's work can be measured apart from a server's.
 */
final class AnsweringServer {
  private static final int BUFFER = 1 << 16;
  private static final byte[] OPEN = ascii("{\"items\":[");
  private static final byte[] ITEM = ascii("{\"create\":{\"status\":201}}");
  private static final byte[] CLOSE = ascii("]}");

  private AnsweringServer() {}

  /** Prints its port, then serves until its standard input ends. */
  public static void main(String[] args) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(() -> accept(listening));
    accepting.setDaemon(true);
    accepting.start();
    System.out.println(listening.getLocalPort());
    System.in.read();
  }

  private static void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        Thread serving = new Thread(() -> serve(socket));
        serving.setDaemon(true);
        serving.start();
      }
    } catch (IOException closed) {
      System.err.println(closed);
    }
  }

  private static void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        OutputStream out = socket.getOutputStream()) {
      socket.setTcpNoDelay(true);
      byte[] buffer = new byte[BUFFER];
      int length = requestLength(in);
      while (length >= 0) {
        out.write(answer(lines(in, length, buffer) / 2));
        length = requestLength(in);
      }
    } catch (IOException gone) {
      System.err.println(gone);
    }
  }

  /** Reads the head of a request; -1 at the end of the connection. */
  private static int requestLength(InputStream in) throws IOException {
    int length = -1;
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c != '\n') {
        line.append((char) c);
        continue;
      }
      String header = line.toString().strip().toLowerCase(Locale.ROOT);
      if (header.isEmpty()) {
        return length;
      }
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
      line.setLength(0);
    }
    return -1;
  }

  private static int lines(InputStream in, int length, byte[] buffer) throws IOException {
    int lines = 0;
    int left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, Math.min(left, buffer.length));
      if (read < 0) {
        throw new IOException("a request that was cut off");
      }
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n') {
          lines++;
        }
      }
      left -= read;
    }
    return lines;
  }

  private static byte[] answer(int items) {
    int body = OPEN.length + items * (ITEM.length + 1) - 1 + CLOSE.length;
    byte[] head =
        ascii(
            "HTTP/1.1 200 OK\r\nX-elastic-product: Elasticsearch\r\n"
                + "content-type: application/json\r\ncontent-length: "
                + body
                + "\r\n\r\n");
    byte[] answer = new byte[head.length + body];
    int at = copy(head, answer, 0);
    at = copy(OPEN, answer, at);
    for (int i = 0; i < items; i++) {
      if (i > 0) {
        answer[at++] = ',';
      }
      at = copy(ITEM, answer, at);
    }
    copy(CLOSE, answer, at);
    return answer;
  }

  private static int copy(byte[] from, byte[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
    return at + from.length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
