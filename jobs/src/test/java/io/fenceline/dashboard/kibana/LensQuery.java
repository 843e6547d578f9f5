// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Dataset;
import io.fenceline.dashboard.PanelData;
import io.fenceline.dashboard.PanelData.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Lens panel's data, asked of Elasticsearch as Lens asks it: a bucket aggregation per bucketed
 * column from the first to the last, metrics inside, filters around metrics, and one more request
 * for what is in none of the first buckets.
 */
public final class LensQuery {

  /** A search of a dataset's documents; gives Elasticsearch's answer. */
  public interface Search {
    JsonNode of(Dataset dataset, JsonNode body) throws Exception;
  }

  private final JsonNode columns;
  private final List<String> buckets = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();
  private final Dataset dataset;
  private final ObjectNode query;
  private final long interval;
  private final Search search;

  /**
   * @param lens the panel's Lens as committed
   * @param interval of charts over time, in milliseconds; Kibana chooses its own by the time range
   */
  public LensQuery(JsonNode lens, long interval, Search search) {
    JsonNode layer = lens.at("/state/datasourceStates/formBased/layers/data");
    columns = layer.path("columns");
    for (JsonNode id : layer.path("columnOrder")) {
      (columns.path(id.asText()).path("isBucketed").asBoolean() ? buckets : metrics)
          .add(id.asText());
    }
    dataset = dataset(lens);
    query = KqlQuery.of(lens.at("/state/query/query").asText());
    this.interval = Math.max(1, interval);
    this.search = search;
  }

  /** Of the panel's data view. */
  public static Dataset dataset(JsonNode lens) {
    return ExportedObjects.dataset(
        lens.at("/state/datasourceStates/formBased/layers/data/indexPatternId").asText());
  }

  /** How many documents the panel is about. */
  public long documents() throws Exception {
    return ask(query, Json.object()).at("/hits/total/value").asLong();
  }

  /** The panel's rows, in the order in which Lens has them. */
  public List<Row> rows() throws Exception {
    List<Row> rows = new ArrayList<>();
    descend(query, 0, new ObjectNode[0], rows);
    return rows;
  }

  /** Asks for the buckets of one column, and what is inside of each under its filter. */
  private void descend(ObjectNode filter, int depth, ObjectNode[] keys, List<Row> rows)
      throws Exception {
    if (depth == buckets.size()) {
      JsonNode answer = ask(filter, metrics());
      rows.add(row(keys, answer.path("aggregations")));
      return;
    }
    String id = buckets.get(depth);
    ObjectNode inside = depth == buckets.size() - 1 ? metrics() : ranking(id);
    ObjectNode level = bucket(id);
    level.set("aggs", inside);
    JsonNode answer = ask(filter, Json.object(id, level));
    List<String> found = new ArrayList<>();
    for (JsonNode bucket : answer.at("/aggregations/" + id + "/buckets")) {
      String name = name(id, bucket);
      found.add(bucket.path("key").asText());
      ObjectNode[] path = with(keys, id, name);
      if (depth == buckets.size() - 1) {
        rows.add(row(path, bucket));
      } else {
        ObjectNode term = Json.object("term", Json.object(field(id), bucket.path("key")));
        descend(both(filter, term), depth + 1, path, rows);
      }
    }
    if (columns.path(id).at("/params/otherBucket").asBoolean()) {
      ObjectNode rest =
          Json.object(
              "bool",
              Json.object(
                  "filter",
                  List.of(Json.object("exists", Json.object("field", field(id)))),
                  "must_not",
                  List.of(Json.object("terms", Json.object(field(id), found)))));
      ObjectNode others = both(filter, rest);
      if (ask(others, Json.object()).at("/hits/total/value").asLong() > 0) {
        descend(others, depth + 1, with(keys, id, PanelData.OTHER), rows);
      }
    }
  }

  private ObjectNode bucket(String id) {
    JsonNode column = columns.path(id);
    if (column.path("operationType").asText().equals("date_histogram")) {
      return Json.object(
          "date_histogram",
          Json.object("field", field(id), "fixed_interval", interval + "ms", "min_doc_count", 1));
    }
    return Json.object(
        "terms",
        Json.object(
            "field",
            field(id),
            "size",
            column.at("/params/size").asInt(),
            "order",
            Json.object(ranked(id), "desc")));
  }

  /** The path of what a column's values are ranked by. */
  private String ranked(String id) {
    String by = columns.path(id).at("/params/orderBy/columnId").asText();
    if (by.isEmpty()) {
      return "_count";
    }
    JsonNode column = columns.path(by);
    boolean count = column.path("operationType").asText().equals("count");
    if (column.has("filter")) {
      return count ? by : by + ">of";
    }
    return count ? "_count" : by;
  }

  private ObjectNode ranking(String id) {
    ObjectNode node = Json.object();
    String by = columns.path(id).at("/params/orderBy/columnId").asText();
    if (!by.isEmpty()) {
      metric(by, node);
    }
    return node;
  }

  private ObjectNode metrics() {
    ObjectNode node = Json.object();
    metrics.forEach(id -> metric(id, node));
    return node;
  }

  private void metric(String id, ObjectNode aggregations) {
    JsonNode column = columns.path(id);
    String operation = column.path("operationType").asText();
    ObjectNode field = Json.object("field", column.path("sourceField"));
    ObjectNode aggregation =
        switch (operation) {
          case "count", "formula", "math" -> Json.object();
          case "unique_count" -> Json.object("cardinality", field);
          case "average" -> Json.object("avg", field);
          case "percentile" -> {
            field.set("percents", Json.tree(List.of(column.at("/params/percentile"))));
            field.put("keyed", false);
            yield Json.object("percentiles", field);
          }
          default -> Json.object(operation, field);
        };
    if (column.has("filter")) {
      ObjectNode filtered = Json.object("filter", KqlQuery.of(column.at("/filter/query").asText()));
      if (!aggregation.isEmpty()) {
        filtered.set("aggs", Json.object("of", aggregation));
      }
      aggregations.set(id, filtered);
    } else if (!aggregation.isEmpty()) {
      aggregations.set(id, aggregation);
    }
  }

  private Row row(ObjectNode[] keys, JsonNode bucket) {
    String x = "";
    String split = "";
    for (ObjectNode key : keys) {
      if (key.path("id").asText().equals(LensColumns.X)) {
        x = key.path("name").asText();
      } else {
        split = key.path("name").asText();
      }
    }
    List<Double> values = new ArrayList<>();
    for (String id : metrics) {
      if (!id.contains("X")) {
        values.add(value(id, bucket));
      }
    }
    return new Row(x, split, values);
  }

  private double value(String id, JsonNode bucket) {
    JsonNode column = columns.path(id);
    String operation = column.path("operationType").asText();
    if (operation.equals("formula")) {
      return value(column.at("/references/0").asText(), bucket);
    }
    if (operation.equals("math")) {
      double divisor = value(column.at("/references/1").asText(), bucket);
      return divisor == 0
          ? Double.NaN
          : value(column.at("/references/0").asText(), bucket) / divisor;
    }
    boolean filtered = column.has("filter");
    JsonNode answer = filtered ? bucket.path(id) : bucket;
    if (operation.equals("count")) {
      return answer.path("doc_count").asDouble();
    }
    JsonNode found = filtered ? answer.path("of") : bucket.path(id);
    JsonNode value =
        operation.equals("percentile") ? found.at("/values/0/value") : found.path("value");
    return value.isNumber() ? value.asDouble() : Double.NaN;
  }

  private String name(String id, JsonNode bucket) {
    if (columns.path(id).path("operationType").asText().equals("date_histogram")) {
      return Instant.ofEpochMilli(bucket.path("key").asLong()).toString();
    }
    return bucket.path("key_as_string").asText(bucket.path("key").asText());
  }

  private String field(String id) {
    return columns.path(id).path("sourceField").asText();
  }

  private JsonNode ask(ObjectNode filter, ObjectNode aggregations) throws Exception {
    ObjectNode body = Json.object("size", 0, "track_total_hits", true, "query", filter);
    body.set("aggs", aggregations);
    if (aggregations.isEmpty()) {
      body.remove("aggs");
    }
    JsonNode answer = search.of(dataset, body);
    // A bucket's own count is that of the documents; outside of buckets it is the hits'.
    if (answer.path("aggregations") instanceof ObjectNode whole) {
      whole.set("doc_count", answer.at("/hits/total/value"));
    } else {
      ((ObjectNode) answer)
          .set("aggregations", Json.object("doc_count", answer.at("/hits/total/value")));
    }
    return answer;
  }

  private static ObjectNode both(ObjectNode left, ObjectNode right) {
    return Json.object("bool", Json.object("filter", List.of(left, right)));
  }

  private static ObjectNode[] with(ObjectNode[] keys, String id, String name) {
    ObjectNode[] more = Arrays.copyOf(keys, keys.length + 1);
    more[keys.length] = Json.object("id", id, "name", name);
    return more;
  }
}
