// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dashboards from their definitions. */
public final class DashboardReader {
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(count|unique_count|sum|average|min|max|percentile)"
              + "(?:\\(([@A-Za-z0-9_.]+)(?:, *([0-9]{1,2}(?:\\.[0-9])?))?\\))?");

  private DashboardReader() {}

  /**
   * Reads one definition.
   *
   * @throws YamlFault if it is not one; the message names file and line
   */
  public static Dashboard read(YamlNode.Mapping top) {
    Keys keys = new Keys(top);
    String id = keys.text("id");
    List<Panel> panels = new ArrayList<>();
    for (YamlNode node : keys.items("panels")) {
      Panel panel = panel(Keys.of(node));
      for (Panel other : panels) {
        if (other.grid().overlaps(panel.grid())) {
          throw new YamlFault(
              node.place(), panel.grid() + " overlaps another panel at " + other.grid());
        }
      }
      panels.add(panel);
    }
    Dashboard dashboard =
        new Dashboard(
            id, keys.text("title"), keys.text("description"), controls(keys), List.copyOf(panels));
    keys.done();
    return dashboard;
  }

  private static List<Dashboard.Control> controls(Keys top) {
    List<Dashboard.Control> controls = new ArrayList<>();
    for (YamlNode node : top.items("controls")) {
      Keys keys = Keys.of(node);
      controls.add(
          new Dashboard.Control(
              keys.text("field"),
              keys.text("label"),
              keys.texts("datasets").stream()
                  .map(word -> keys.choice("datasets", Dataset.class, word))
                  .toList()));
      keys.done();
    }
    return List.copyOf(controls);
  }

  private static Panel panel(Keys keys) {
    Grid grid = grid(keys);
    Panel panel;
    if (keys.has("note")) {
      panel = new Note(keys.text("note"), grid);
    } else if (keys.has("listing")) {
      panel = listing(keys, grid);
    } else {
      panel = chart(keys, grid);
    }
    keys.done();
    return panel;
  }

  private static Grid grid(Keys keys) {
    return keys.guarded(
        "at",
        () -> {
          List<Integer> at = keys.texts("at").stream().map(Integer::valueOf).toList();
          if (at.size() != 4) {
            throw new IllegalArgumentException("expected [x, y, width, height]");
          }
          return new Grid(at.get(0), at.get(1), at.get(2), at.get(3));
        });
  }

  private static Listing listing(Keys keys, Grid grid) {
    List<Listing.Column> columns = new ArrayList<>();
    for (YamlNode node : keys.items("columns")) {
      Keys column = Keys.of(node);
      columns.add(new Listing.Column(column.text("field"), column.text("label")));
      column.done();
    }
    String sort = keys.optional("sort").orElse("-" + Dataset.TIME_FIELD);
    boolean descending = sort.startsWith("-");
    return new Listing(
        keys.text("listing"),
        keys.text("title"),
        keys.text("hint"),
        keys.text("empty"),
        dataset(keys),
        condition(keys),
        List.copyOf(columns),
        descending ? sort.substring(1) : sort,
        descending,
        grid);
  }

  private static Chart chart(Keys keys, Grid grid) {
    List<Measure> measures = new ArrayList<>();
    for (YamlNode node : keys.items("measures")) {
      measures.add(measure(Keys.of(node)));
    }
    List<Chart.Limit> limits = new ArrayList<>();
    for (YamlNode node : keys.items("limits")) {
      Keys limit = Keys.of(node);
      limits.add(new Chart.Limit(limit.text("label"), limit.number("value")));
      limit.done();
    }
    Axis x =
        keys.node("x")
            .<Axis>map(
                node ->
                    node instanceof YamlNode.Scalar scalar && scalar.text().equals("time")
                        ? new Axis.Time()
                        : terms(Keys.of(node), false))
            .orElse(new Axis.None());
    return new Chart(
        keys.text("title"),
        keys.text("hint"),
        keys.text("empty"),
        keys.choice("shape", Chart.Shape.class, keys.text("shape")),
        dataset(keys),
        condition(keys),
        List.copyOf(measures),
        x,
        keys.node("split").map(node -> terms(Keys.of(node), true)),
        List.copyOf(limits),
        keys.optional("drill").orElse(""),
        grid);
  }

  private static Axis.Terms terms(Keys keys, boolean other) {
    Axis.Terms terms =
        new Axis.Terms(
            keys.text("field"),
            keys.whole("size"),
            keys.text("label"),
            keys.flag("other", other),
            keys.choice("type", Axis.ValueType.class, keys.optional("type").orElse("string")));
    keys.done();
    return terms;
  }

  private static Measure measure(Keys keys) {
    Measure measure =
        new Measure(
            keys.text("label"),
            keys.guarded("of", () -> function(keys.text("of"))),
            condition(keys),
            keys.has("per")
                ? Optional.of(keys.guarded("per", () -> function(keys.text("per"))))
                : Optional.empty(),
            keys.choice("format", Measure.Format.class, keys.optional("format").orElse("number")));
    keys.done();
    return measure;
  }

  private static Dataset dataset(Keys keys) {
    return keys.choice("dataset", Dataset.class, keys.text("dataset"));
  }

  private static Condition condition(Keys keys) {
    return keys.guarded("where", () -> Condition.parse(keys.optional("where").orElse("")));
  }

  private static Measure.Function function(String text) {
    Matcher matcher = FUNCTION.matcher(text);
    if (matcher.matches()) {
      for (Measure.Kind kind : Measure.Kind.values()) {
        boolean field = matcher.group(2) != null;
        boolean percent = matcher.group(3) != null;
        if (kind.word().equals(matcher.group(1))
            && field == (kind != Measure.Kind.COUNT)
            && percent == (kind == Measure.Kind.PERCENTILE)) {
          return new Measure.Function(
              kind,
              field ? matcher.group(2) : "",
              percent ? Double.parseDouble(matcher.group(3)) : Double.NaN);
        }
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is none of count, unique_count(field), sum(field), average(field), min(field),"
            + " max(field), percentile(field, 95)");
  }
}
