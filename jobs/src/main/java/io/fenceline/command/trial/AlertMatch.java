// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.model.Alert;
import io.fenceline.model.Client;
import io.fenceline.model.Subject;
import io.fenceline.rule.ExpectedAlert;
import io.fenceline.rule.RuleDuration;
import io.fenceline.rule.SqlRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares alerts with those that are expected.
 *
 * @param begin of the case, epoch milliseconds
 */
record AlertMatch(SqlRule rule, long begin) {

  /** What differs, by field, as "field is value"; empty if the alert is the expected one. */
  List<String> differences(ExpectedAlert expected, Finding found) {
    List<String> differences = new ArrayList<>();
    expected
        .fields()
        .forEach(
            (field, wanted) -> {
              String value = value(field, found);
              if (!agrees(field, wanted, value)) {
                differences.add(field + " is " + (value.isEmpty() ? "empty" : value));
              }
            });
    return differences;
  }

  private static boolean agrees(String field, String wanted, String value) {
    return switch (field) {
      case "reason" -> value.contains(wanted);
      case "severity" -> value.equalsIgnoreCase(wanted.strip());
      case "at" -> RuleDuration.parse(wanted).map(RuleDuration::text).equals(Optional.of(value));
      default -> value.equals(wanted.strip());
    };
  }

  private String value(String field, Finding found) {
    Alert alert = found.alert();
    return switch (field) {
      case "reason" -> alert.reason();
      case "severity" -> alert.severity().name().toLowerCase(Locale.ROOT);
      case "count" -> Long.toString(alert.count());
      case "at" -> at(alert);
      default -> entity(field, found);
    };
  }

  /** The time of a window is its last millisecond; an author means its end. */
  private String at(Alert alert) {
    long millis = alert.timestamp() - begin;
    boolean ofWindow = Math.floorMod(millis + 1, 1000L) == 0;
    return RuleDuration.text(Duration.ofMillis(ofWindow ? millis + 1 : millis));
  }

  private String entity(String column, Finding found) {
    int index = rule.entity().columns().indexOf(column);
    List<String> values = EntityKey.values(found.entity());
    if (index >= 0 && values.size() == rule.entity().columns().size()) {
      return values.get(index);
    }
    Subject subject = found.alert().subject();
    return switch (column) {
      case "tenant" -> subject.model().tenant();
      case "model_name" -> subject.model().name();
      case "model_version" -> subject.model().version();
      case "api_key_id" -> only(subject.apiKeyIds());
      case "user_id" -> only(subject.userIds());
      case "source_ip" -> only(subject.sourceIps());
      case "client" ->
          subject.isModelOnly()
              ? ""
              : new Client(
                      only(subject.apiKeyIds()), only(subject.userIds()), only(subject.sourceIps()))
                  .id();
      default -> "";
    };
  }

  private static String only(List<String> identities) {
    return identities.size() == 1 ? identities.get(0) : "";
  }

  /** The alert in one line. */
  String text(Finding found) {
    Map<String, String> entity = new TreeMap<>();
    for (String column : rule.entity().columns()) {
      String value = entity(column, found);
      if (!value.isEmpty()) {
        entity.put(column, value);
      }
    }
    StringBuilder line = new StringBuilder();
    entity.forEach((column, value) -> line.append(column).append(' ').append(value).append(", "));
    return line
        + "severity %s, count %s, at %s: %s"
            .formatted(
                value("severity", found),
                value("count", found),
                value("at", found),
                found.alert().reason());
  }

  /**
   * For each of the expected alerts the number of the one that came, so that as many as possible
   * have one.
   */
  List<Optional<Integer>> pairs(List<ExpectedAlert> expected, List<Finding> found) {
    int[] taken = new int[found.size()];
    Arrays.fill(taken, -1);
    for (int i = 0; i < expected.size(); i++) {
      assign(i, expected, found, taken, new boolean[found.size()]);
    }
    List<Optional<Integer>> pairs = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      int number = i;
      Optional<Integer> pair = Optional.empty();
      for (int j = 0; j < taken.length; j++) {
        pair = taken[j] == number ? Optional.of(j) : pair;
      }
      pairs.add(pair);
    }
    return pairs;
  }

  /** An augmenting path: whoever has what this one needs takes something else, if it can. */
  private boolean assign(
      int one, List<ExpectedAlert> expected, List<Finding> found, int[] taken, boolean[] seen) {
    for (int j = 0; j < taken.length; j++) {
      if (!seen[j] && differences(expected.get(one), found.get(j)).isEmpty()) {
        seen[j] = true;
        if (taken[j] < 0 || assign(taken[j], expected, found, taken, seen)) {
          taken[j] = one;
          return true;
        }
      }
    }
    return false;
  }
}
