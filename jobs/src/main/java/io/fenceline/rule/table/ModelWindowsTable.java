// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.model.ClassMove;
import io.fenceline.model.ClassShift;
import io.fenceline.model.ComputeUse;
import io.fenceline.model.MetricShift;
import io.fenceline.model.ModelWindow;
import io.fenceline.model.NewClass;
import io.fenceline.model.Quantiles;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Statistics of models over windows. */
final class ModelWindowsTable {
  private static final String WINDOW = "fenceline.window.";
  private static final LogicalType MOVES =
      rows(List.of("class", "before", "now"), Columns.TEXT, Columns.NUMBER, Columns.NUMBER);
  private static final LogicalType QUANTILES =
      RowType.of(
          true,
          new LogicalType[] {Columns.NUMBER, Columns.NUMBER, Columns.NUMBER, new IntType(true)},
          new String[] {"p05", "p50", "p95", "size"});
  private static final LogicalType METRIC_SHIFTS =
      rows(
          List.of("metric", "p_value", "effect", "design_effect", "one_client", "before", "now"),
          Columns.TEXT,
          Columns.NUMBER,
          Columns.NUMBER,
          Columns.NUMBER,
          Columns.NUMBER,
          QUANTILES,
          QUANTILES);

  static final RuleTable<ModelWindow> TABLE =
      new RuleTable<>(
          "model_windows",
          "Statistics of one model over one window of event time.",
          new ModelWindowsTable().described(),
          ModelWindow::end);

  private final Columns<ModelWindow> columns = new Columns<>();

  private ModelWindowsTable() {}

  private List<TableColumn<ModelWindow>> described() {
    columns
        .time(RuleTable.EVENT_TIME, "{event.end}", "End of the window.", ModelWindow::end)
        .time("window_start", "{event.start}", "Its start, inclusive.", ModelWindow::start)
        .time("window_end", "{event.end}", "Its end, exclusive.", ModelWindow::end)
        .tenant("{fenceline.tenant STRING}", w -> w.model().tenant())
        .text("model_name", "{fenceline.model_name}", "The model.", w -> w.model().name())
        .text(
            "model_version",
            "{fenceline.model_version}",
            "Its version at the window's end.",
            w -> w.model().version())
        .text(
            "model_digest",
            "{fenceline.model_digest}",
            "SHA-256 of its weights at the window's end.",
            w -> w.model().digest());
    traffic();
    quantiles("entropy", "the answers' entropy in nats", ModelWindow::entropy);
    quantiles("oov_rate", "the out-of-vocabulary rate, 0 to 1", ModelWindow::oovRate);
    quantiles("confidence", "the confidence, 0 to 1", ModelWindow::confidence);
    quantiles("latency_ms", "the time to answer in milliseconds", ModelWindow::latencyMillis);
    shifts();
    compute();
    return columns.all();
  }

  private void traffic() {
    columns
        .bigCount("requests", field("requests BIGINT"), "Requests.", ModelWindow::requests)
        .bigCount(
            "clients",
            field("clients BIGINT"),
            "Distinct clients; exact up to 1,024, an estimate beyond.",
            ModelWindow::clients)
        .add(
            "classes",
            counts("class"),
            counted("classes", "class", "class"),
            "Requests by predicted class, sorted by class, at most 65; the rest under `*other`.",
            window -> countsOf(window.classes()))
        .text(
            "top_class",
            field("top_class"),
            "The class with most requests, `*other` aside.",
            ModelWindow::topClass)
        .number(
            "top_class_share",
            field("top_class_share"),
            "Its share of the requests, 0 to 1.",
            ModelWindow::topClassShare)
        .add(
            "top_clients",
            counts("client"),
            counted("top_clients", "id", "client"),
            "Requests of the busiest clients, sorted by client, at most 5.",
            window -> countsOf(window.topClients()))
        .text("top_client", field("top_client"), "The busiest client.", ModelWindow::topClient)
        .number(
            "top_client_share",
            field("top_client_share"),
            "Its share of the requests, 0 to 1.",
            ModelWindow::topClientShare);
  }

  private void quantiles(
      String name, String what, TableColumn.Part<ModelWindow, Quantiles> quantiles) {
    columns
        .number(
            name + "_p05",
            field(name + ".p05"),
            "5 % quantile of " + what + ", over a sample in which no client outweighs the others.",
            window -> quantiles.apply(window).p05())
        .number(
            name + "_p50",
            field(name + ".p50"),
            "Its median.",
            window -> quantiles.apply(window).p50())
        .number(
            name + "_p95",
            field(name + ".p95"),
            "Its 95 % quantile.",
            window -> quantiles.apply(window).p95());
  }

  private void shifts() {
    columns
        .number(
            "shift_p",
            field("shift.p_value"),
            "Probability by chance, 0 to 1, that the predicted classes differ so much from those of"
                + " the windows before; NULL if too few requests were there to compare, as are the"
                + " columns that follow.",
            tested(ClassShift::pValue))
        .number(
            "shift_cramers_v",
            field("shift.effect"),
            "Size of the shift: Cramér's V of the two samples, 0 (none) to 1 (disjoint).",
            tested(ClassShift::effect))
        .number(
            "shift_chi_squared",
            field("shift.chi_squared"),
            "Two-sample statistic, divided by the design effect.",
            tested(ClassShift::chiSquared))
        .count(
            "shift_degrees_of_freedom",
            field("shift.degrees_of_freedom INT"),
            "Its degrees of freedom; 0 if not tested.",
            window -> window.shift().isTested() ? window.shift().degreesOfFreedom() : 0)
        .number(
            "shift_design_effect",
            field("shift.design_effect"),
            "How much clients clump, from 1.",
            tested(ClassShift::designEffect))
        .number(
            "shift_one_client",
            field("shift.one_client"),
            "Share of the squared effect that goes when one client is left out, 0 to 1.",
            tested(ClassShift::oneClient))
        .bigCount(
            "shift_baseline_size",
            field("shift.baseline_size BIGINT"),
            "Weighted requests in the sample compared with; 0 if not tested.",
            window -> window.shift().isTested() ? window.shift().baselineSize() : 0)
        .add(
            "shift_moves",
            MOVES,
            field("shift.moves"),
            "The classes that moved most, at most 3: share before and now, 0 to 1.",
            window ->
                window.shift().isTested()
                    ? array(window.shift().moves(), ModelWindowsTable::move)
                    : null)
        .add(
            "metric_shifts",
            METRIC_SHIFTS,
            field("drift"),
            "Numbers compared with the windows before, those that could be tested: `entropy`,"
                + " `confidence`, `oov_rate`, `text_length`, `latency_ms`.",
            window -> array(window.metrics(), ModelWindowsTable::shift))
        .texts(
            "new_classes",
            field("new_class_names"),
            "Classes never answered before that chance does not explain, at most 5.",
            window -> window.newClasses().stream().map(NewClass::name).toList());
  }

  private void compute() {
    columns
        .text(
            "compute_client",
            field("compute.client"),
            "The client that used most of the model's time.",
            window -> window.compute().client())
        .bigCount(
            "compute_requests",
            field("compute.requests BIGINT"),
            "Its requests.",
            window -> window.compute().client().isEmpty() ? 0 : window.compute().requests())
        .number(
            "compute_share",
            field("compute.share"),
            "Its share of the summed latency, 0 to 1.",
            used(ComputeUse::share))
        .number(
            "compute_mean_ms",
            field("compute.mean_ms"),
            "Its mean latency in milliseconds.",
            used(ComputeUse::meanMillis))
        .number(
            "compute_others_mean_ms",
            field("compute.others_mean_ms"),
            "Mean latency of everybody else in milliseconds.",
            used(ComputeUse::othersMillis))
        .number(
            "compute_growth",
            field("compute.growth"),
            "The model's summed latency in this window over that of a usual one, from 0.",
            used(ComputeUse::growth));
  }

  private static String field(String path) {
    return "{" + WINDOW + path + "}";
  }

  private static String counted(String path, String found, String name) {
    String document = "ARRAY<ROW<`" + found + "` STRING, `count` BIGINT>>";
    return "CAST("
        + field(path + " " + document)
        + " AS ARRAY<ROW<`"
        + name
        + "` STRING, `requests` BIGINT>>)";
  }

  private static Columns.NumberOf<ModelWindow> tested(Columns.NumberOf<ClassShift> figure) {
    return window -> window.shift().isTested() ? figure.applyAsDouble(window.shift()) : Double.NaN;
  }

  private static Columns.NumberOf<ModelWindow> used(Columns.NumberOf<ComputeUse> figure) {
    return window ->
        window.compute().client().isEmpty() ? Double.NaN : figure.applyAsDouble(window.compute());
  }

  private static LogicalType counts(String name) {
    return rows(List.of(name, "requests"), Columns.TEXT, new BigIntType(true));
  }

  private static LogicalType rows(List<String> names, LogicalType... types) {
    return new ArrayType(true, RowType.of(true, types, names.toArray(new String[0])));
  }

  private static GenericArrayData countsOf(Map<String, Long> counts) {
    return array(
        new TreeMap<>(counts).entrySet(),
        entry -> GenericRowData.of(Columns.text(entry.getKey()), entry.getValue()));
  }

  private static <T> GenericArrayData array(Collection<T> items, Function<T, GenericRowData> row) {
    return items.isEmpty() ? null : new GenericArrayData(items.stream().map(row).toArray());
  }

  private static GenericRowData move(ClassMove move) {
    return GenericRowData.of(
        Columns.text(move.name()), Columns.number(move.before()), Columns.number(move.now()));
  }

  private static GenericRowData shift(MetricShift shift) {
    return GenericRowData.of(
        Columns.text(shift.metric().field()),
        Columns.number(shift.pValue()),
        Columns.number(shift.effect()),
        Columns.number(shift.designEffect()),
        Columns.number(shift.oneClient()),
        quantiles(shift.before()),
        quantiles(shift.now()));
  }

  private static GenericRowData quantiles(Quantiles quantiles) {
    return quantiles.size() == 0
        ? null
        : GenericRowData.of(
            Columns.number(quantiles.p05()),
            Columns.number(quantiles.p50()),
            Columns.number(quantiles.p95()),
            quantiles.size());
  }
}
