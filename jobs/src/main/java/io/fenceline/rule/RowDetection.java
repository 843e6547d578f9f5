// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.model.Client;
import io.fenceline.model.Detection;
import io.fenceline.model.Evidence;
import io.fenceline.model.Measure;
import io.fenceline.model.Model;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.types.Row;

/** Reads a detection from a row of a rule's query. */
final class RowDetection implements Serializable {
  private static final long serialVersionUID = 1L;

  /** As many as an alert names of each sort. */
  private static final int MOST_IDENTITIES = 100;

  private final Rule rule;
  private final RuleStatus status;
  private final Severity severity;
  private final RuleEntity entity;
  private final ReasonTemplate reason;
  private final RuleMeasure measure;
  private final RuleOutput output;

  RowDetection(SqlRule rule, RuleOutput output) {
    this.rule = rule.alerted();
    this.output = output;
    status = rule.status();
    severity = rule.severity();
    entity = rule.entity();
    reason = ReasonTemplate.of(rule.reason());
    measure = rule.measure();
  }

  String ruleId() {
    return rule.id();
  }

  /** Empty if the row does not say when, or about whom. */
  Optional<Detection> read(Row row) {
    Optional<Long> time = time(output.value(row, RuleOutput.EVENT_TIME));
    if (time.isEmpty() || lacksEntity(row)) {
      return Optional.empty();
    }
    return Optional.of(
        new Detection(
            rule,
            severity(row),
            entityKey(row),
            subject(row),
            time.get(),
            reason.fill(column -> output.value(row, column)),
            new Measure(
                measure.name(),
                number(output.value(row, measure.value())),
                measure.fixedLimit().orElseGet(() -> number(output.value(row, measure.limit()))),
                0),
            evidence(row, time.get())));
  }

  private static Optional<Long> time(Object value) {
    if (value instanceof Instant time) {
      return Optional.of(time.toEpochMilli());
    }
    // Without a zone it is in that of the tables, which is UTC.
    return value instanceof LocalDateTime time
        ? Optional.of(time.toInstant(ZoneOffset.UTC).toEpochMilli())
        : Optional.empty();
  }

  /** A tenant may be absent: where there is one only, logs do not name it. */
  private boolean lacksEntity(Row row) {
    boolean lacks =
        entity.columns().stream()
            .filter(column -> !column.equalsIgnoreCase(RuleOutput.TENANT))
            .anyMatch(column -> output.text(row, column).isEmpty());
    return lacks || (entity.equals(RuleEntity.CLIENT) && client(row).isEmpty());
  }

  /**
   * Of a client and of a model the keys of the built-in detectors, so that risk adds up over both;
   * else the rule's own, where each value stands behind its length, so that no two are the same.
   */
  private String entityKey(Row row) {
    if (entity.equals(RuleEntity.MODEL)) {
      return model(row).key();
    }
    if (entity.equals(RuleEntity.CLIENT)) {
      return model(row).key() + Model.SEPARATOR + output.text(row, RuleOutput.CLIENT);
    }
    StringBuilder key = new StringBuilder("rule ").append(rule.id());
    for (String column : entity.columns()) {
      String value = output.text(row, column);
      key.append(' ').append(value.length()).append(':').append(value);
    }
    return key.toString();
  }

  private Model model(Row row) {
    return new Model(
        output.text(row, RuleOutput.MODEL_NAME),
        output.text(row, RuleOutput.MODEL_VERSION),
        "",
        output.text(row, RuleOutput.TENANT));
  }

  /** All identities that the row names; an alert about a model names nobody else. */
  private Subject subject(Row row) {
    Client client =
        entity.equals(RuleEntity.MODEL)
            ? new Client("", "", "")
            : client(row).orElse(new Client("", "", ""));
    return new Subject(
        model(row),
        identities(row, "api_key_id", client.apiKeyId()),
        identities(row, "user_id", client.userId()),
        identities(row, "source_ip", client.sourceIp()));
  }

  private List<String> identities(Row row, String column, String ofClient) {
    TreeSet<String> all = new TreeSet<>(output.texts(row, column));
    Stream<String> own = ofClient.isEmpty() ? Stream.empty() : Stream.of(ofClient);
    return Stream.concat(own, all.stream()).distinct().limit(MOST_IDENTITIES).sorted().toList();
  }

  /** Empty if the row names none, or by something that is no client's id. */
  private Optional<Client> client(Row row) {
    String id = output.text(row, RuleOutput.CLIENT);
    boolean named =
        Stream.of("key:", "user:", "ip:")
            .anyMatch(sort -> id.startsWith(sort) && id.length() > sort.length());
    return named ? Optional.of(Client.of(id)) : Optional.empty();
  }

  /** Sorted, since the order in a list that SQL collects is that of arrival. */
  private List<Evidence> evidence(Row row, long time) {
    return output.texts(row, "request_id").stream()
        .distinct()
        .sorted()
        .limit(Detection.MAX_EVIDENCE)
        .map(request -> new Evidence(request, time, ""))
        .toList();
  }

  private Severity severity(Row row) {
    if (status == RuleStatus.TEST) {
      return Severity.LOW;
    }
    String own = output.text(row, RuleOutput.SEVERITY).toUpperCase(Locale.ROOT);
    return Arrays.stream(Severity.values())
        .filter(each -> each.name().equals(own))
        .findFirst()
        .orElse(severity);
  }

  private static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
