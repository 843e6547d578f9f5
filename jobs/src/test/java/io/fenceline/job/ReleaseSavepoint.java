// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/**
 * A savepoint that a release took, in the canonical format.
 *
 * @param file its directory, compressed
 */
record ReleaseSavepoint(Path file) {
  /** The release that is being made; its savepoint may be taken anew until it is out. */
  private static final String RELEASE = "0.1";

  private static final String SUFFIX = ".savepoint.zip";

  static List<ReleaseSavepoint> all() throws IOException {
    try (Stream<Path> files = Files.list(UpgradeStream.HOME)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .map(ReleaseSavepoint::new)
          .toList();
    }
  }

  /** Keeps a savepoint as that of the release that is being made. */
  static void write(String savepoint) throws IOException {
    Path kept = UpgradeStream.HOME.resolve(RELEASE + SUFFIX);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(kept));
        Stream<Path> files = Files.list(Path.of(URI.create(savepoint)))) {
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
      }
    }
  }

  /** Unpacks it for a job to restore. */
  String unpacked(Path directory) throws IOException {
    Path target = Files.createDirectory(directory.resolve("savepoint-" + this));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Files.copy(zip.getInputStream(entry), target.resolve(entry.getName()));
      }
    }
    return target.toUri().toString();
  }

  /** Operators that have state in it. */
  Set<String> uids() throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream metadata = zip.getInputStream(zip.getEntry("_metadata"))) {
      return Checkpoints.loadCheckpointMetadata(
              new DataInputStream(metadata), getClass().getClassLoader(), file.toString())
          .getOperatorStates()
          .stream()
          .filter(operator -> operator.getStateSize() > 0)
          .map(operator -> operator.getOperatorUid().orElseThrow())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** For the names of tests. */
  @Override
  public String toString() {
    return file.getFileName().toString().replace(".savepoint.gz", "");
  }
}
