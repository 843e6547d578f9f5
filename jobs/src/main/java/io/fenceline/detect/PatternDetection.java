// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.metric.OwnMetrics;
import io.fenceline.model.Detection;
import io.fenceline.pattern.DetectionPattern;
import io.fenceline.pattern.MatchFunction;
import io.fenceline.pattern.SignalOrder;
import io.fenceline.signal.Signal;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Runs attack patterns over the signals, in event time, each in an operator of its own. */
public final class PatternDetection {
  private static final OutputTag<Signal> LATE =
      new OutputTag<>("late-signals", TypeInformation.of(Signal.class));

  private PatternDetection() {}

  /**
   * The detections of all patterns.
   *
   * @param signals with timestamps and watermarks, in any order up to the watermark
   * @param patterns at least one
   * @throws IllegalArgumentException if there is no pattern
   */
  public static DataStream<Detection> apply(
      DataStream<Signal> signals, List<DetectionPattern> patterns) {
    return patterns.stream()
        .map(pattern -> apply(signals, pattern))
        .reduce(DataStream::union)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the list of patterns is empty; PatternCatalog.all() has those we ship"));
  }

  private static DataStream<Detection> apply(DataStream<Signal> signals, DetectionPattern pattern) {
    KeyedStream<Signal, String> read =
        signals
            .filter(pattern::reads)
            .uid(pattern.uid() + "-read")
            .name("Signals of " + pattern.id())
            .keyBy(pattern::key, Types.STRING);
    SingleOutputStreamOperator<Detection> detections =
        CEP.pattern(read, pattern.pattern(), new SignalOrder())
            .inEventTime()
            .sideOutputLateData(LATE)
            .process(new MatchFunction(pattern), TypeInformation.of(Detection.class))
            .uid(pattern.uid())
            .name("Detect " + pattern.id() + " v" + pattern.version());
    DataStream<Detection> nothing =
        detections
            .getSideOutput(LATE)
            .process(new LateSignals(pattern.id()), TypeInformation.of(Detection.class))
            .uid(pattern.uid() + "-late")
            .name("Late signals of " + pattern.id());
    return detections.union(nothing);
  }

  /** Counts and emits nothing: out of order, a signal proves nothing that a pattern asks for. */
  private static final class LateSignals extends ProcessFunction<Signal, Detection> {
    private static final long serialVersionUID = 1L;

    private final String pattern;
    private transient Counter late;

    LateSignals(String pattern) {
      this.pattern = pattern;
    }

    @Override
    public void open(OpenContext context) {
      late =
          OwnMetrics.of(getRuntimeContext().getMetricGroup(), "pattern", pattern)
              .counter("late_signals");
    }

    @Override
    public void processElement(Signal signal, Context context, Collector<Detection> none) {
      late.inc();
    }
  }
}
