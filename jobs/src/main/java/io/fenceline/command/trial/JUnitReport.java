// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import java.util.List;
import java.util.stream.Collectors;

/** The results in the XML that build servers read: a suite per rule, a test per case. */
public final class JUnitReport {
  private JUnitReport() {}

  /** The whole document. */
  public static String of(List<RuleVerdict> verdicts) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites>\n");
    for (RuleVerdict verdict : verdicts) {
      long failures = verdict.cases().stream().filter(each -> !each.problems().isEmpty()).count();
      xml.append(
          "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\">\n"
              .formatted(
                  safe(verdict.rule()),
                  verdict.cases().size() + verdict.faults().size(),
                  failures,
                  verdict.faults().size()));
      for (String fault : verdict.faults()) {
        test(xml, verdict.rule(), "compiles", "error", List.of(fault));
      }
      for (CaseVerdict each : verdict.cases()) {
        test(xml, verdict.rule(), each.of().name(), "failure", each.problems());
      }
      xml.append("  </testsuite>\n");
    }
    return xml.append("</testsuites>\n").toString();
  }

  private static void test(
      StringBuilder xml, String rule, String name, String kind, List<String> problems) {
    xml.append("    <testcase classname=\"%s\" name=\"%s\"".formatted(safe(rule), safe(name)));
    if (problems.isEmpty()) {
      xml.append("/>\n");
      return;
    }
    xml.append(
        "><%s>%s</%s></testcase>\n".formatted(kind, safe(String.join("\n", problems)), kind));
  }

  /** Text that XML 1.0 can hold. */
  private static String safe(String text) {
    return text.codePoints()
        .filter(
            c -> c >= ' ' && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF) || c == '\n')
        .mapToObj(JUnitReport::escaped)
        .collect(Collectors.joining());
  }

  private static String escaped(int c) {
    return switch (c) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      default -> Character.toString(c);
    };
  }
}
