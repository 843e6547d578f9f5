// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of one directory of the jar. */
final class PackagedFiles {
  private PackagedFiles() {}

  /**
   * The texts of the files of a directory whose names end so, by name without that ending; none if
   * there is no such directory.
   */
  static SortedMap<String, String> in(String directory, String ending) {
    URL url = PackagedFiles.class.getResource(directory);
    if (url == null) {
      return new TreeMap<>();
    }
    try {
      URI uri = url.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri), ending);
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath(directory), ending);
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(directory + " of the jar cannot be read; build it again.", e);
    }
  }

  private static SortedMap<String, String> read(Path directory, String ending) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(ending)).toList()) {
        String name = file.getFileName().toString();
        texts.put(
            name.substring(0, name.length() - ending.length()),
            Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
