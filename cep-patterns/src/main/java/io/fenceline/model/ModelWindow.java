// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Statistics of one model over one window of event time.
 *
 * @param model the model; version and digest are those served at the window's end
 * @param start inclusive, epoch milliseconds
 * @param end exclusive
 * @param requests requests in the window
 * @param clients distinct clients (exact up to 1,024, an estimate beyond)
 * @param classes requests by predicted class, at most 65 entries (the rest under {@code *other})
 * @param topClients requests of the busiest clients, at most 5, by {@link Client#id()}
 * @param entropy quantiles over a sample in which no client outweighs the others
 * @param oovRate the same for the out-of-vocabulary rate
 * @param confidence the same for the confidence
 * @param latencyMillis the same for the latency
 * @param shift of the predicted classes against the past
 * @param metrics shifts of numbers against the past, those that could be tested
 * @param newClasses classes never answered before that chance does not explain, at most 5
 * @param compute who used most of the model's time
 */
public record ModelWindow(
    Model model,
    long start,
    long end,
    long requests,
    long clients,
    Map<String, Long> classes,
    Map<String, Long> topClients,
    Quantiles entropy,
    Quantiles oovRate,
    Quantiles confidence,
    Quantiles latencyMillis,
    ClassShift shift,
    List<MetricShift> metrics,
    List<NewClass> newClasses,
    ComputeUse compute) {

  /** Under this name stand the requests of all classes that have no entry of their own. */
  public static final String OTHER_CLASSES = "*other";

  /** The class with most requests, of those that have an entry; ties by name. Empty if none has. */
  public String topClass() {
    return most(classes);
  }

  /** Its share of all requests, 0 to 1; NaN without a class. */
  public double topClassShare() {
    return share(classes, topClass());
  }

  /**
   * The client with most requests, by {@link Client#id()}, ties by name; empty if none is known.
   */
  public String topClient() {
    return most(topClients);
  }

  /** Its share of all requests, 0 to 1; NaN without a client. */
  public double topClientShare() {
    return share(topClients, topClient());
  }

  private static String most(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(OTHER_CLASSES))
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private double share(Map<String, Long> counts, String name) {
    Long count = counts.get(name);
    return count == null || requests == 0 ? Double.NaN : (double) count / requests;
  }
}
