// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import io.fenceline.model.ClassShift;
import io.fenceline.model.MetricShift;
import io.fenceline.model.ModelWindow;
import io.fenceline.model.NewClass;
import io.fenceline.model.Quantiles;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Statistics of one model over one window as a document. Its {@code @timestamp} is the window's
 * start, so that charts put it where its requests are. Classes and clients are lists of pairs, not
 * maps: their names come from strangers and must not become field names.
 */
public final class WindowDocument implements MapFunction<ModelWindow, Document> {
  private static final long serialVersionUID = 1L;

  /** The same number twice stands for nothing, so ties may go to the first of the metrics. */
  private static final Comparator<MetricShift> FARTHEST =
      Comparator.comparingDouble(MetricShift::effect)
          .thenComparing(MetricShift::metric, Comparator.reverseOrder());

  private final String namespace;
  private transient DocumentWriter writer;

  /**
   * Documents for one namespace.
   *
   * @throws IllegalArgumentException if it cannot be part of an index name
   */
  public WindowDocument(String namespace) {
    this.namespace = DocumentNamespace.checked(namespace);
  }

  @Override
  public Document map(ModelWindow window) {
    String id =
        DocumentId.of(
            window.model().tenant(),
            window.model().name(),
            Long.toString(window.start()),
            Long.toString(window.end()));
    if (writer == null) {
      writer = new DocumentWriter(DocumentStream.WINDOWS, namespace, "metric");
    }
    writer.start(
        window.start(),
        w -> {
          w.text("id", id);
          w.time("start", window.start());
          w.time("end", window.end());
        });
    DocumentSubject.service(writer, window.model());
    byte[] json =
        writer.end(
            w -> {
              DocumentSubject.model(w, window.model());
              w.object("window", o -> statistics(o, window));
            });
    return new Document(DocumentStream.WINDOWS, id, 0, window.start(), window.end(), json);
  }

  private static void statistics(DocumentWriter writer, ModelWindow window) {
    writer.whole("requests", window.requests());
    writer.whole("clients", window.clients());
    pairs(writer, "classes", "class", window.classes());
    writer.text("top_class", window.topClass());
    writer.number("top_class_share", window.topClassShare());
    pairs(writer, "top_clients", "id", window.topClients());
    writer.text("top_client", window.topClient());
    writer.number("top_client_share", window.topClientShare());
    quantiles(writer, "entropy", window.entropy());
    quantiles(writer, "oov_rate", window.oovRate());
    quantiles(writer, "confidence", window.confidence());
    quantiles(writer, "latency_ms", window.latencyMillis());
    ClassShift shift = window.shift();
    if (shift.isTested()) {
      writer.object(
          "shift",
          w -> {
            w.number("chi_squared", shift.chiSquared());
            w.whole("degrees_of_freedom", shift.degreesOfFreedom());
            w.number("p_value", shift.pValue());
            w.number("effect", shift.effect());
            w.number("design_effect", shift.designEffect());
            w.number("one_client", shift.oneClient());
            w.whole("baseline_size", shift.baselineSize());
            w.objects(
                "moves",
                shift.moves(),
                (o, move) -> {
                  o.text("class", move.name());
                  o.number("before", move.before());
                  o.number("now", move.now());
                });
          });
    }
    writer.objects("drift", window.metrics(), WindowDocument::drift);
    window.metrics().stream()
        .filter(metric -> Double.isFinite(metric.effect()))
        .max(FARTHEST)
        .ifPresent(
            metric -> {
              writer.text("top_drift_metric", metric.metric().field());
              writer.number("top_drift_effect", metric.effect());
              writer.number("top_drift_p_value", metric.pValue());
            });
    writer.objects(
        "new_classes",
        window.newClasses(),
        (w, found) -> {
          w.text("class", found.name());
          w.whole("clients", found.clients());
          w.number("p_value", found.pValue());
        });
    writer.list("new_class_names", window.newClasses().stream().map(NewClass::name).toList());
    if (!window.compute().client().isEmpty()) {
      writer.object(
          "compute",
          w -> {
            w.text("client", window.compute().client());
            w.whole("requests", window.compute().requests());
            w.number("share", window.compute().share());
            w.number("mean_ms", window.compute().meanMillis());
            w.number("others_mean_ms", window.compute().othersMillis());
            w.number("growth", window.compute().growth());
          });
    }
  }

  private static void drift(DocumentWriter writer, MetricShift shift) {
    writer.text("metric", shift.metric().field());
    writer.number("p_value", shift.pValue());
    writer.number("effect", shift.effect());
    writer.number("design_effect", shift.designEffect());
    writer.number("one_client", shift.oneClient());
    quantiles(writer, "before", shift.before());
    quantiles(writer, "now", shift.now());
  }

  private static void pairs(
      DocumentWriter writer, String name, String key, Map<String, Long> counts) {
    writer.objects(
        name,
        new TreeMap<>(counts).entrySet(),
        (w, entry) -> {
          w.text(key, entry.getKey());
          w.whole("count", entry.getValue());
        });
  }

  private static void quantiles(DocumentWriter writer, String name, Quantiles quantiles) {
    if (quantiles.size() > 0) {
      writer.object(
          name,
          w -> {
            w.number("p05", quantiles.p05());
            w.number("p50", quantiles.p50());
            w.number("p95", quantiles.p95());
            w.whole("size", quantiles.size());
          });
    }
  }
}
