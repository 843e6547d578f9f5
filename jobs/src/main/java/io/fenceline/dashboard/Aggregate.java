// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** One function of a growing set of documents; the order of documents makes no difference. */
abstract class Aggregate {

  static Aggregate of(Measure.Function function) {
    return switch (function.kind()) {
      case COUNT -> new Count();
      case UNIQUE_COUNT -> new Unique();
      case PERCENTILE -> new Percentile(function.percent());
      case SUM, AVERAGE, MIN, MAX -> new Simple(function.kind());
    };
  }

  /** Takes the values one document has in the field. */
  abstract void add(List<JsonNode> values);

  /** Takes in all that another aggregate of the same function took. */
  abstract void merge(Aggregate other);

  /** The result, NaN if the function has none of nothing. */
  abstract double value();

  /** A number, or a time as epoch milliseconds; else NaN. */
  private static double numeric(JsonNode node) {
    if (node.isNumber()) {
      return node.asDouble();
    }
    if (node.isTextual()) {
      try {
        return Instant.parse(node.textValue()).toEpochMilli();
      } catch (DateTimeException e) {
        return Double.NaN;
      }
    }
    return Double.NaN;
  }

  private static final class Count extends Aggregate {
    private long count;

    @Override
    void add(List<JsonNode> values) {
      count++;
    }

    @Override
    void merge(Aggregate other) {
      count += ((Count) other).count;
    }

    @Override
    double value() {
      return count;
    }
  }

  private static final class Unique extends Aggregate {
    private final DistinctSketch sketch = new DistinctSketch();

    @Override
    void add(List<JsonNode> values) {
      values.forEach(value -> sketch.add(value.asText()));
    }

    @Override
    void merge(Aggregate other) {
      sketch.merge(((Unique) other).sketch);
    }

    @Override
    double value() {
      return sketch.estimate();
    }
  }

  private static final class Percentile extends Aggregate {
    private final double percent;
    private final QuantileSketch sketch = new QuantileSketch();

    Percentile(double percent) {
      this.percent = percent;
    }

    @Override
    void add(List<JsonNode> values) {
      for (JsonNode value : values) {
        double number = numeric(value);
        if (!Double.isNaN(number)) {
          sketch.add(number);
        }
      }
    }

    @Override
    void merge(Aggregate other) {
      sketch.merge(((Percentile) other).sketch);
    }

    @Override
    double value() {
      return sketch.quantile(percent / 100);
    }
  }

  private static final class Simple extends Aggregate {
    private final Measure.Kind kind;
    private long count;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private String earliest = "";
    private String latest = "";

    Simple(Measure.Kind kind) {
      this.kind = kind;
    }

    @Override
    void add(List<JsonNode> values) {
      for (JsonNode value : values) {
        if (known(value)) {
          continue;
        }
        double number = numeric(value);
        if (!Double.isNaN(number)) {
          remember(value);
          count++;
          sum += number;
          min = Math.min(min, number);
          max = Math.max(max, number);
        }
      }
    }

    /**
     * Whether a time lies between two that were read. Times of one form sort as their texts do, and
     * most are neither first nor last, so few need be read.
     */
    private boolean known(JsonNode value) {
      return value.isTextual()
          && (kind == Measure.Kind.MIN || kind == Measure.Kind.MAX)
          && value.textValue().length() == earliest.length()
          && value.textValue().compareTo(earliest) >= 0
          && value.textValue().compareTo(latest) <= 0;
    }

    private void remember(JsonNode value) {
      if (value.isTextual()) {
        String text = value.textValue();
        boolean other = text.length() != earliest.length();
        earliest = other || text.compareTo(earliest) < 0 ? text : earliest;
        latest = other || text.compareTo(latest) > 0 ? text : latest;
      }
    }

    @Override
    void merge(Aggregate other) {
      Simple simple = (Simple) other;
      count += simple.count;
      sum += simple.sum;
      min = Math.min(min, simple.min);
      max = Math.max(max, simple.max);
    }

    @Override
    double value() {
      if (kind == Measure.Kind.SUM) {
        return sum;
      }
      if (count == 0) {
        return Double.NaN;
      }
      return switch (kind) {
        case MIN -> min;
        case MAX -> max;
        default -> sum / count;
      };
    }
  }
}
