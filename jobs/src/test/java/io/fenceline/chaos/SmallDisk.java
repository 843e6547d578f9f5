// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk of 48 MB in memory that can be filled to the last byte.
 *
 * <p>Needs Linux and the right to mount; without it, it fails and says so.
 */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  static SmallDisk mount(Path directory) throws Exception {
    Files.createDirectories(directory);
    try {
      FarHost.run(List.of("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", directory.toString()));
    } catch (IOException e) {
      throw new AssertionError("A small disk needs root and CAP_SYS_ADMIN: " + e.getMessage(), e);
    }
    return new SmallDisk(directory);
  }

  /** Writes until nothing more fits; what others free meanwhile is theirs until the next call. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve("filler"))) {
      byte[] block = new byte[BLOCK];
      while (directory.toFile().getUsableSpace() >= BLOCK) {
        out.write(block);
      }
    } catch (IOException e) {
      if (directory.toFile().getUsableSpace() >= BLOCK) {
        throw e;
      }
    }
  }

  void free() throws IOException {
    Files.delete(directory.resolve("filler"));
  }

  @Override
  public void close() throws Exception {
    FarHost.run(List.of("umount", "-l", directory.toString()));
  }
}
