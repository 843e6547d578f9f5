// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Installs data views, searches, dashboards and the detection rule. */
final class KibanaSetup {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KibanaInterface kibana;
  private final KibanaMarks marks;
  private final SetupReport report;

  KibanaSetup(KibanaInterface kibana, KibanaMarks marks, SetupReport report) {
    this.kibana = kibana;
    this.marks = marks;
    this.report = report;
  }

  /**
   * The objects in files of lines.
   *
   * @param files texts by name
   */
  static List<KibanaObject> objects(Map<String, String> files) {
    List<KibanaObject> objects = new ArrayList<>();
    files.forEach(
        (name, text) ->
            text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> new KibanaObject(name, parse(name, line)))
                .filter(object -> object.isRule() || object.line().has("attributes"))
                .forEach(objects::add));
    return objects;
  }

  private static ObjectNode parse(String file, String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IllegalStateException(
          file + ".ndjson of the jar holds a line that is no object", e);
    }
  }

  /** Installs what is due, and tells what becomes of each. */
  void install(List<KibanaObject> objects) {
    List<KibanaObject> saved = objects.stream().filter(object -> !object.isRule()).toList();
    List<Standing> standings = saved.stream().map(this::standing).toList();
    List<KibanaObject> due = new ArrayList<>();
    for (int i = 0; i < saved.size(); i++) {
      if (report.installs(standings.get(i))) {
        due.add(saved.get(i));
      }
    }
    if (!due.isEmpty()) {
      JsonNode account = kibana.importObjects(due);
      remember(due.stream().filter(one -> KibanaInterface.imported(account, one)).toList());
      KibanaInterface.failOnRefusals(account);
    }
    for (int i = 0; i < saved.size(); i++) {
      report.tell(saved.get(i).label(), saved.get(i).title(), standings.get(i));
    }
    objects.stream().filter(KibanaObject::isRule).forEach(this::installRule);
  }

  private void installRule(KibanaObject rule) {
    report.handle(
        rule.label(),
        rule.title(),
        standing(rule),
        () -> {
          kibana.importRule(rule);
          remember(List.of(rule));
        });
  }

  private Standing standing(KibanaObject object) {
    return kibana
        .installed(object)
        .map(now -> marks.of(object.key()).map(mark -> mark.standing(now)).orElse(Standing.FOREIGN))
        .orElse(Standing.MISSING);
  }

  private void remember(List<KibanaObject> objects) {
    for (KibanaObject object : objects) {
      kibana.installed(object).ifPresent(mark -> marks.put(object.key(), mark));
    }
    marks.write();
  }
}
