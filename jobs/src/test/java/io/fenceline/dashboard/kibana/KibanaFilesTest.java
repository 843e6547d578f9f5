// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.dashboard.Dashboards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KibanaFilesTest {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("basedir", "."), "..", "deploy", "kibana").normalize();
  private static final String REGENERATE =
      "mvn test -pl jobs -am -Dtest=KibanaFilesTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dfenceline.regenerate=true";

  @Test
  void theCommittedFilesAreWhatTheDefinitionsGive() throws Exception {
    for (Map.Entry<String, String> file : KibanaFiles.of(Dashboards.shipped()).entrySet()) {
      Path path = DIRECTORY.resolve(file.getKey());
      if (Boolean.getBoolean("fenceline.regenerate")) {
        Files.writeString(path, file.getValue());
      }

      assertThat(path).as("write the file with: " + REGENERATE).exists();
      assertThat(Files.readString(path))
          .as("deploy/kibana/" + file.getKey() + " is stale; regenerate it with: " + REGENERATE)
          .isEqualTo(file.getValue());
    }
  }
}
