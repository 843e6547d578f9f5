// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import io.fenceline.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The dashboards that ship, in the order in which an analyst reads them. */
public final class Dashboards {
  private static final List<String> NAMES =
      List.of("overview", "model", "entity", "pipeline", "coverage");

  private Dashboards() {}

  /** Reads them from the class path. */
  public static List<Dashboard> shipped() {
    return NAMES.stream().map(Dashboards::read).toList();
  }

  private static Dashboard read(String name) {
    String resource = "/kibana/dashboards/" + name + ".yaml";
    try (InputStream in = Dashboards.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path.");
      }
      return DashboardReader.read(
          YamlFile.read(name + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
