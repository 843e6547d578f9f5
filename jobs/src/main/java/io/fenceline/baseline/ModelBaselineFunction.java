// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.ClassShift;
import io.fenceline.model.ComputeUse;
import io.fenceline.model.MetricShift;
import io.fenceline.model.ModelWindow;
import io.fenceline.model.NewClass;
import io.fenceline.model.WindowMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Closes the windows of a model: gives out the reference that judges later events, and the window's
 * statistics on a side output.
 *
 * <p>State per model: partials of open windows (one per task and window), and {@link ModelHistory},
 * at most about 600 kB. A timer clears both when the model was silent for the idle time.
 */
final class ModelBaselineFunction
    extends KeyedProcessFunction<String, WindowPartial, ModelReference> {
  static final OutputTag<ModelWindow> WINDOWS =
      new OutputTag<>("model-windows", TypeInformation.of(ModelWindow.class));

  private static final long serialVersionUID = 1L;

  /** Old classes lose half of their weight in seven panes. */
  private static final double DECAY = 0.9;

  /** Two hours of 5-minute panes: after that a lasting shift is the new normal. */
  private static final int MAX_HELD_BACK = 24;

  private static final int TOP_CLIENTS = 5;

  private final long windowMillis;
  private final long idleMillis;
  private transient ListState<WindowPartial> open;
  private transient ValueState<ModelHistory> history;
  private transient ValueState<Long> lastEnd;

  ModelBaselineFunction(BaselineSettings settings) {
    this.windowMillis = settings.windowMillis();
    this.idleMillis = settings.modelIdleMillis();
  }

  @Override
  public void open(OpenContext context) {
    open =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("open", TypeInformation.of(WindowPartial.class)));
    history =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("history", TypeInformation.of(ModelHistory.class)));
    lastEnd =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("last-end", TypeInformation.of(Long.class)));
  }

  @Override
  public void processElement(WindowPartial partial, Context context, Collector<ModelReference> out)
      throws Exception {
    long last = partial.start() + windowMillis - 1;
    Long closed = lastEnd.value();
    if (closed != null && last <= closed) {
      // Watermarks begin anew after a restart; a window that was closed before must not come again.
      return;
    }
    open.add(partial);
    context.timerService().registerEventTimeTimer(last);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ModelReference> out)
      throws Exception {
    long start = timestamp + 1 - windowMillis;
    List<WindowPartial> others = new ArrayList<>();
    WindowAccumulator whole = new WindowAccumulator(start);
    boolean any = false;
    for (WindowPartial partial : open.get()) {
      if (partial.start() == start) {
        whole.add(partial);
        any = true;
      } else {
        others.add(partial);
      }
    }
    if (any) {
      open.update(others);
      close(whole.toPartial(), context, out);
      lastEnd.update(timestamp);
      context.timerService().registerEventTimeTimer(idleAfter(timestamp));
    } else if (lastEnd.value() != null && timestamp >= idleAfter(lastEnd.value())) {
      // Windows still open stay: one watermark may pass the idle time and their end together.
      history.clear();
      lastEnd.clear();
    }
  }

  /** Coalesced: one idle timer per model and sixteenth of the idle time at most. */
  private long idleAfter(long last) {
    long grain = Math.max(1, idleMillis / 16);
    return (Math.floorDiv(last + idleMillis, grain) + 1) * grain;
  }

  private void close(WindowPartial window, OnTimerContext context, Collector<ModelReference> out)
      throws Exception {
    ModelHistory known = history.value();
    ModelHistory past = known == null ? ModelHistory.empty() : known;
    long end = window.start() + windowMillis;
    List<Sample> reservoir = ReferenceBuilder.extend(past.samples(), window.clients(), end);
    List<ClientShare> pane = ClientShares.join(past.pane(), window.clients());
    Map<String, Double> weights = ClassShiftTest.weigh(pane);
    double weight = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    ClassShift shift = ClassShiftTest.test(pane, past.classes());
    boolean tested = weight >= ClassShiftTest.MIN_REQUESTS;
    List<NewClass> newClasses = NewClassTest.test(pane, past.known(), past.classes());
    List<Sample> recent = MetricShiftTest.join(past.recent(), window.clients());
    List<MetricShift> metrics =
        MetricShiftTest.test(window.model().artefact(), recent, past.samples());
    boolean differs = shift.effect() >= 0.1 && shift.pValue() < 1e-4;
    boolean hold = differs && past.heldBack() < MAX_HELD_BACK;
    Map<String, Double> classes = past.classes();
    if (tested && !hold) {
      classes = differs ? weights : decayed(past.classes(), weights);
    }
    DifficultyCorrelation correlation =
        past.correlation()
            .then(
                ReferenceBuilder.correlation(
                    window.clients(), window.model().artefact(), reservoir));
    out.collect(
        ReferenceBuilder.build(
            context.getCurrentKey(),
            window.model().artefact(),
            end,
            reservoir,
            classes,
            correlation.limit()));
    history.update(
        new ModelHistory(
            reservoir,
            classes,
            tested ? new ArrayList<>() : pane,
            MetricShiftTest.isReady(recent) ? new ArrayList<>() : recent,
            tested ? NewClassTest.extend(past.known(), pane) : past.known(),
            ComputeUses.usual(past.usualMicros(), window),
            tested && hold ? past.heldBack() + 1 : tested ? 0 : past.heldBack(),
            correlation));
    context.output(
        WINDOWS,
        describe(
            window, end, shift, metrics, newClasses, ComputeUses.most(window, past.usualMicros())));
  }

  private static Map<String, Double> decayed(Map<String, Double> past, Map<String, Double> fresh) {
    Map<String, Double> sum = new TreeMap<>(fresh);
    past.forEach((name, weight) -> sum.merge(name, DECAY * weight, Double::sum));
    sum.values().removeIf(weight -> weight < 0.01);
    return sum;
  }

  private static ModelWindow describe(
      WindowPartial window,
      long end,
      ClassShift shift,
      List<MetricShift> metrics,
      List<NewClass> newClasses,
      ComputeUse compute) {
    List<Sample> samples = new ArrayList<>();
    window.clients().forEach(client -> samples.addAll(client.samples()));
    Map<String, Long> top = new LinkedHashMap<>();
    window.clients().stream()
        .sorted(
            Comparator.comparingLong(ClientShare::requests)
                .reversed()
                .thenComparing(ClientShare::client))
        .limit(TOP_CLIENTS)
        .forEach(client -> top.put(client.client(), client.requests()));
    return new ModelWindow(
        window.model(),
        window.start(),
        end,
        window.requests(),
        ClientShares.distinct(window),
        window.classes(),
        top,
        MetricShiftTest.quantiles(samples, WindowMetric.ENTROPY),
        MetricShiftTest.quantiles(samples, WindowMetric.OOV_RATE),
        MetricShiftTest.quantiles(samples, WindowMetric.CONFIDENCE),
        MetricShiftTest.quantiles(samples, WindowMetric.LATENCY),
        shift,
        metrics,
        newClasses,
        compute);
  }
}
