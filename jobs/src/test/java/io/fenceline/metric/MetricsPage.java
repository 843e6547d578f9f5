// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of our metrics in {@code deploy/README.md}. */
public final class MetricsPage {
  private static final Path PAGE = Path.of("../deploy/README.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z_]+)` \\| (?:`([a-z]+)` )?\\| .+ \\|");

  private MetricsPage() {}

  /** Each metric, and the labels that are its own. */
  public static Map<String, Set<String>> labels() throws IOException {
    Map<String, Set<String>> labels = new TreeMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      inside = line.startsWith("## ") ? line.equals("## Metrics") : inside;
      Matcher row = ROW.matcher(line);
      if (inside && row.matches()) {
        labels.put(row.group(1), row.group(2) == null ? Set.of() : Set.of(row.group(2)));
      }
    }
    return labels;
  }
}
