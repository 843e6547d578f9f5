// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.report.DocumentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one rule found, before its detections became alerts.
 *
 * @param rule its id
 * @param total number of detections
 * @param entities number of different entities among them
 * @param more whether there were more entities than were told apart
 * @param top the entities with most detections, these first
 * @param buckets detections by the begin of their ten minutes, epoch milliseconds, where there are
 *     any
 */
public record RuleHits(
    String rule,
    long total,
    long entities,
    boolean more,
    List<EntityHits> top,
    Map<Long, Long> buckets) {
  /** Length of a bucket. */
  public static final long BUCKET_MILLIS = 600_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Detections about one entity.
   *
   * @param entity client or model, in words
   */
  public record EntityHits(String entity, long hits) {}

  /** A rule that found nothing. */
  public static RuleHits none(String rule) {
    return new RuleHits(rule, 0, 0, false, List.of(), Map.of());
  }

  /**
   * What a {@link HitSink} has written, by rule.
   *
   * @throws IOException if it cannot be read
   */
  public static Map<String, RuleHits> read(Path file) throws IOException {
    Map<String, RuleHits> all = new TreeMap<>();
    for (JsonNode line : DocumentFile.read(file)) {
      List<EntityHits> top = new ArrayList<>();
      line.path("top")
          .forEach(
              each ->
                  top.add(
                      new EntityHits(each.path("entity").asText(), each.path("hits").asLong())));
      Map<Long, Long> buckets = new TreeMap<>();
      line.path("buckets")
          .properties()
          .forEach(each -> buckets.put(Long.valueOf(each.getKey()), each.getValue().asLong()));
      String rule = line.path("rule").asText();
      all.put(
          rule,
          new RuleHits(
              rule,
              line.path("total").asLong(),
              line.path("entities").asLong(),
              line.path("more").asBoolean(),
              top,
              buckets));
    }
    return all;
  }

  /** One line of the file. */
  String line() {
    ObjectNode line = JSON.createObjectNode();
    line.put("rule", rule);
    line.put("total", total);
    line.put("entities", entities);
    line.put("more", more);
    for (EntityHits each : top) {
      line.withArray("top").addObject().put("entity", each.entity()).put("hits", each.hits());
    }
    ObjectNode counts = line.putObject("buckets");
    buckets.forEach((time, count) -> counts.put(Long.toString(time), count));
    return line.toString();
  }
}
