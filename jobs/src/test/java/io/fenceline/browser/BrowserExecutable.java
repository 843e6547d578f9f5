// SPDX-License-Identifier: Apache-2.0
package io.fenceline.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the Chromium or Chrome of this machine. */
final class BrowserExecutable {
  private static final List<String> NAMES =
      List.of(
          "chromium-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "chrome");
  private static final List<Path> PLACES =
      List.of(
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

  private BrowserExecutable() {}

  /**
   * The executable that the system property {@code fenceline.browser} names, else the first on the
   * PATH.
   *
   * @throws IllegalStateException if there is none; the message says how to get one
   */
  static Path find() {
    String named = System.getProperty("fenceline.browser", "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    for (String name : NAMES) {
      for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
        Path executable = Path.of(directory, name);
        if (Files.isExecutable(executable)) {
          return executable;
        }
      }
    }
    return PLACES.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "This test looks at pages in a browser, and neither Chromium nor Chrome is on"
                        + " the PATH. Install one (Debian: apt-get install chromium-headless-shell;"
                        + " macOS: brew install --cask chromium), or name its executable with"
                        + " -Dfenceline.browser=PATH."));
  }
}
