// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads documents back from a file of one JSON object per line. */
public final class DocumentFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DocumentFile() {}

  /**
   * All documents of the file, none if there is no such file.
   *
   * @throws IOException if the file cannot be read or a line is no JSON object; the message names
   *     the line
   */
  public static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    each(file, documents::add);
    return documents;
  }

  /**
   * Gives one document after the other, none if there is no such file.
   *
   * @throws IOException if the file cannot be read or a line is no JSON object; the message names
   *     the line
   */
  static void each(Path file, Consumer<JsonNode> reader) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          reader.accept(parse(file, number, line));
        }
      }
    }
  }

  private static JsonNode parse(Path file, int number, String line) throws IOException {
    JsonNode document;
    try {
      document = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw damaged(file, number, e);
    }
    if (!document.isObject()) {
      throw damaged(file, number, null);
    }
    return document;
  }

  private static IOException damaged(Path file, int number, Exception cause) {
    return new IOException(
        file
            + ":"
            + number
            + " is no JSON object, so the file is damaged or was cut off; run the job again.",
        cause);
  }
}
