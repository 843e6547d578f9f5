// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Condition;
import java.util.List;

/** KQL as a query of Elasticsearch, the way Kibana writes it. */
final class KqlQuery {
  private KqlQuery() {}

  static ObjectNode of(String kql) {
    return of(Condition.parse(kql));
  }

  private static ObjectNode of(Condition condition) {
    if (condition instanceof Condition.Match match) {
      return Json.object("match_phrase", Json.object(match.field().name(), match.value()));
    }
    if (condition instanceof Condition.Exists exists) {
      return Json.object("exists", Json.object("field", exists.field().name()));
    }
    if (condition instanceof Condition.Not not) {
      return Json.object("bool", Json.object("must_not", List.of(of(not.part()))));
    }
    if (condition instanceof Condition.Any any) {
      return Json.object(
          "bool",
          Json.object(
              "should",
              any.parts().stream().map(KqlQuery::of).toList(),
              "minimum_should_match",
              1));
    }
    if (condition instanceof Condition.All all) {
      return Json.object(
          "bool", Json.object("filter", all.parts().stream().map(KqlQuery::of).toList()));
    }
    Condition.Compare compare = (Condition.Compare) condition;
    String operator =
        switch (compare.operator()) {
          case AT_LEAST -> "gte";
          case AT_MOST -> "lte";
          case ABOVE -> "gt";
          case BELOW -> "lt";
        };
    return Json.object(
        "range", Json.object(compare.field().name(), Json.object(operator, compare.value())));
  }
}
