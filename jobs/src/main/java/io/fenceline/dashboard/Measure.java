// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A number computed of documents.
 *
 * @param label what a person calls it
 * @param of what is computed
 * @param where which of the chart's documents count
 * @param per what the number is divided by, computed of all the chart's documents
 */
public record Measure(
    String label, Function of, Condition where, Optional<Function> per, Format format) {

  /**
   * Which of a chart's measures ranks the values of a field: the first that is no ratio, as Lens
   * cannot rank by a ratio; if there is none, the number of documents does.
   */
  public static OptionalInt ranking(List<Measure> measures) {
    return IntStream.range(0, measures.size())
        .filter(i -> measures.get(i).per().isEmpty())
        .findFirst();
  }

  /** A plain function of all the chart's documents. */
  public static Measure of(String label, Function of) {
    return new Measure(label, of, Condition.EVERYTHING, Optional.empty(), Format.NUMBER);
  }

  /**
   * A function of a field.
   *
   * @param field empty for {@link Kind#COUNT}
   * @param percent which percentile, above 0 and below 100; NaN for other kinds
   */
  public record Function(Kind kind, String field, double percent) {
    /** How many documents. */
    public static final Function COUNT = new Function(Kind.COUNT, "", Double.NaN);
  }

  /** The functions there are. */
  public enum Kind {
    /** Documents. */
    COUNT("count"),
    /** Different values. */
    UNIQUE_COUNT("unique_count"),
    /** Sum. */
    SUM("sum"),
    /** Mean. */
    AVERAGE("average"),
    /** Smallest; of a time the earliest. */
    MIN("min"),
    /** Largest; of a time the latest. */
    MAX("max"),
    /** A percentile. */
    PERCENTILE("percentile");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Its name in a definition, which is Lens's name of the operation, too. */
    public String word() {
      return word;
    }
  }

  /** How the number is written. */
  public enum Format {
    /** As it is. */
    NUMBER,
    /** A fraction of 1 as per cent. */
    PERCENT,
    /** Bytes. */
    BYTES,
    /** Milliseconds. */
    DURATION,
    /** Epoch milliseconds as date and time. */
    DATE
  }
}
