// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.dashboard.Axis;
import io.fenceline.dashboard.Chart;
import io.fenceline.dashboard.Measure;
import io.fenceline.dashboard.PanelData;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what one panel shows. All text is safe to show; numbers have six digits. */
final class PanelDataJson {
  /** Rows of a listing over everything. */
  static final int ROWS = 50;

  /** Rows of a listing about one subject, of which there may be many. */
  static final int SUBJECT_ROWS = 25;

  private static final int LABEL = 120;
  private static final int CELL = 240;
  private static final MathContext DIGITS = new MathContext(6);
  private static final ObjectMapper JSON = new ObjectMapper();

  private PanelDataJson() {}

  /** Points: over time as one array per series and measure, else as rows. */
  static ObjectNode of(Chart chart, PanelData.ChartData data, PanelData.Span span) {
    ObjectNode node = JSON.createObjectNode();
    node.put("documents", data.documents());
    if (data.documents() == 0) {
      return node;
    }
    Labels labels = new Labels();
    if (chart.x() instanceof Axis.Time) {
      node.put("from", span.from());
      node.put("step", span.interval());
      series(node, chart, data, span, labels);
      return node;
    }
    ArrayNode rows = node.putArray("rows");
    for (PanelData.Row row : data.rows()) {
      ArrayNode cells = rows.addArray();
      cells.add(labels.of(row.x())).add(labels.of(row.split()));
      for (int i = 0; i < row.values().size(); i++) {
        number(cells, row.values().get(i), chart.measures().get(i));
      }
    }
    return node;
  }

  private static void series(
      ObjectNode node, Chart chart, PanelData.ChartData data, PanelData.Span span, Labels labels) {
    int steps = Math.toIntExact((span.to() - span.from()) / span.interval());
    Map<String, Double[][]> series = new LinkedHashMap<>();
    for (PanelData.Row row : data.rows()) {
      Double[][] values =
          series.computeIfAbsent(row.split(), key -> new Double[chart.measures().size()][steps]);
      long at = Instant.parse(row.x()).toEpochMilli();
      int step = Math.toIntExact((at - span.from()) / span.interval());
      for (int i = 0; i < values.length; i++) {
        values[i][step] = row.values().get(i);
      }
    }
    node.put("steps", steps);
    ArrayNode all = node.putArray("series");
    series.forEach(
        (name, values) -> {
          ObjectNode one = all.addObject().put("name", labels.of(name));
          ArrayNode measures = one.putArray("values");
          for (int i = 0; i < values.length; i++) {
            ArrayNode points = measures.addArray();
            for (Double value : values[i]) {
              number(points, value == null ? Double.NaN : value, chart.measures().get(i));
            }
          }
        });
  }

  static ObjectNode of(PanelData.ListingData data, int most) {
    ObjectNode node = JSON.createObjectNode();
    node.put("documents", data.documents());
    ArrayNode rows = node.putArray("rows");
    for (List<String> texts : data.rows().subList(0, Math.min(most, data.rows().size()))) {
      ArrayNode row = rows.addArray();
      texts.forEach(text -> row.add(VisibleText.of(text, CELL)));
    }
    return node;
  }

  static String label(String text) {
    return VisibleText.of(text, LABEL);
  }

  private static void number(ArrayNode into, double value, Measure measure) {
    if (!Double.isFinite(value)) {
      into.addNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      into.add((long) value);
    } else if (measure.format() == Measure.Format.DATE) {
      into.add(Math.round(value));
    } else {
      into.add(new BigDecimal(value).round(DIGITS).doubleValue());
    }
  }

  /** Labels that stay different where the texts are, even if they look alike or were cut. */
  private static final class Labels {
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();

    String of(String text) {
      return labels.computeIfAbsent(
          text,
          key -> {
            String label = label(key);
            int same = taken.merge(label, 1, Integer::sum);
            return same == 1 ? label : label + " (" + same + ")";
          });
    }
  }
}
