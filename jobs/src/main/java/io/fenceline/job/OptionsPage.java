// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/** The page that describes every option, made of the options themselves. */
public final class OptionsPage {
  private static final String HEAD =
      """
      # Options

      Generated from the code; a test compares the two. Every key of `fenceline.yaml`, nested or
      dotted: `job: {parallelism: 4}` is `job.parallelism: 4`. A key that is not listed is an error.

      `${NAME}` in a value is an environment variable (`$${` is a plain `${`). An option marked
      *secret* takes its value from there, or from a file as `file:PATH`, and never stands in
      `fenceline.yaml` itself. What fills another option is shown, so a variable whose name tells of a
      secret (`..._PASSWORD`, `..._KEY`, `..._TOKEN`) is refused there. Paths are relative to the directory in which the job is started.
      """;

  private OptionsPage() {}

  /** Markdown: one table per first part of the keys, sorted by key. */
  public static String markdown(Collection<Class<?>> optionClasses) {
    StringBuilder page = new StringBuilder(HEAD);
    String section = "";
    for (OptionCatalog.Entry entry : new OptionCatalog(optionClasses).entries()) {
      String first = entry.key().replaceFirst("\\..*", "");
      if (!first.equals(section)) {
        section = first;
        page.append("\n## ").append(section).append("\n\n");
        page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
      }
      page.append(row(entry));
    }
    return page.toString();
  }

  static String row(OptionCatalog.Entry entry) {
    boolean map = entry.type().shape() == OptionType.Shape.MAP;
    String key = "`" + entry.key() + (map ? ".*" : "") + "`";
    String type = entry.type().words() + (entry.secret() ? ", *secret*" : "");
    String meaning = new HtmlFormatter().format(entry.option().description());
    return "| " + key + " | " + type + " | " + shownDefault(entry) + " | " + cell(meaning) + " |\n";
  }

  private static String shownDefault(OptionCatalog.Entry entry) {
    if (!entry.option().hasDefaultValue()) {
      return "";
    }
    String shown = shown(entry.option().defaultValue());
    return shown.isEmpty() ? "" : "`" + cell(shown) + "`";
  }

  private static String shown(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    } else if (value instanceof Enum<?> constant) {
      return constant.toString().toLowerCase(Locale.ROOT);
    } else if (value instanceof List<?> items) {
      return items.stream()
          .map(OptionsPage::shown)
          .collect(Collectors.joining(", ", "[", "]"))
          .replace("[]", "");
    } else if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? "" : map.toString();
    }
    return String.valueOf(value);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
