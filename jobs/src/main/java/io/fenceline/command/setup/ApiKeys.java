// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Creates API keys that may do what a role may and nothing else, each in a file of its own that
 * only its owner can read. A key that has a file is left alone: a new one would lock out whoever
 * uses it.
 */
final class ApiKeys {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final HttpService elasticsearch;
  private final Path directory;

  ApiKeys(HttpService elasticsearch, Path directory) {
    this.elasticsearch = elasticsearch;
    this.directory = directory;
  }

  /** The file of a key. */
  Path file(String name) {
    return directory.resolve(name + ".key");
  }

  boolean exists(String name) {
    return Files.exists(file(name));
  }

  /**
   * Creates a key.
   *
   * @param role what it may do
   * @throws CommandFailure if Elasticsearch refuses, or the file cannot be written; then there is
   *     no key either
   */
  void create(String name, ObjectNode role) {
    Path file = prepare(name);
    boolean written = false;
    try {
      Files.writeString(
          file, encoded(name, role) + "\n", StandardCharsets.UTF_8, StandardOpenOption.WRITE);
      written = true;
    } catch (IOException e) {
      throw unwritable(file, e);
    } finally {
      if (!written) {
        discard(file);
      }
    }
  }

  /** An empty file, before the key exists: a key that cannot be stored must not be made. */
  private Path prepare(String name) {
    Path file = file(name);
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
      }
      return Files.createFile(file, OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(file + " exists already; move it away to get another key.", e);
    } catch (IOException | UnsupportedOperationException e) {
      throw unwritable(file, e);
    }
  }

  private String encoded(String name, ObjectNode role) {
    ObjectNode request = JSON.createObjectNode().put("name", name);
    ObjectNode descriptor = role.deepCopy();
    descriptor.retain(Set.of("cluster", "indices", "applications"));
    request.putObject("role_descriptors").set(name, descriptor);
    request.set("metadata", JSON.valueToTree(Map.of("managed_by", "fenceline")));
    HttpAnswer answer = elasticsearch.post("/_security/api_key", request);
    String encoded = answer.json().path("encoded").asText();
    if (!answer.isSuccess() || encoded.isEmpty()) {
      throw new CommandFailure(
          "Elasticsearch creates no API key " + name + " (" + answer.reason() + ").");
    }
    return encoded;
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static CommandFailure unwritable(Path file, Exception cause) {
    return new CommandFailure(
        file + " cannot be written; name a directory of yours with --api-keys.", cause);
  }
}
