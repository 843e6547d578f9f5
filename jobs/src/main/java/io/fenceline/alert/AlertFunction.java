// SPDX-License-Identifier: Apache-2.0
package io.fenceline.alert;

import io.fenceline.model.Alert;
import io.fenceline.model.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Groups the detections about one entity into alerts, one per rule, and raises an alert where rules
 * of several kinds agree, see {@link Triage}.
 *
 * <p>The first detection of a rule opens an alert and publishes its revision 1. Further ones update
 * it; a new revision is published only when the severity rises, an identity is new, the count
 * reaches a power of two, risk raises it, or the incident ends with detections not yet published.
 * So n detections of one incident give at most {@code 1 + 3 + 2 + 3 * 100 + log2(n) + 1} revisions:
 * at most 15 for 10,000 detections of one severity and one client, and one more if risk raises it.
 *
 * <p>Detections wait for the watermark and are then taken in the order of time, first evidence and
 * reason, so that the alerts are the same at any parallelism and from any source. Those that come
 * behind the watermark are taken at once, never dropped.
 *
 * <p>State per key: the detections between the watermark and the newest event, one {@link
 * CaseFile}, and one timer. An incident is cleared when it ends, the risk two half-lives after the
 * newest detection.
 */
public final class AlertFunction extends KeyedProcessFunction<String, Detection, Alert> {
  private static final long serialVersionUID = 1L;

  private static final Comparator<DueDetection> ORDER =
      Comparator.comparingLong(DueDetection::due)
          .thenComparing(
              DueDetection::detection,
              Comparator.comparingLong(Detection::timestamp)
                  .thenComparing(AlertId::firstRequest)
                  .thenComparing(Detection::reason)
                  .thenComparing(Detection::severity, Comparator.reverseOrder())
                  .thenComparing(detection -> detection.rule().id()));

  private final AlertSettings settings;

  private transient ListState<DueDetection> pending;
  private transient ValueState<CaseFile> caseFile;
  private transient ValueState<Long> timer;

  /** Groups by these settings. */
  public AlertFunction(AlertSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    pending =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("pending", TypeInformation.of(DueDetection.class)));
    caseFile =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("case-file", TypeInformation.of(CaseFile.class)));
    timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
  }

  @Override
  public void processElement(Detection detection, Context context, Collector<Alert> alerts)
      throws Exception {
    // Detectors judge once per tick: the record's time says when, the detection's what of.
    Long recorded = context.timestamp();
    long due = recorded == null ? detection.timestamp() : Math.max(recorded, detection.timestamp());
    if (due <= context.timerService().currentWatermark()) {
      Triage triage = triage(context.timerService().currentWatermark(), alerts);
      triage.take(detection, due);
      keep(triage.known(), context);
    } else {
      pending.add(new DueDetection(due, detection));
      wakeBy(due, context);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> alerts)
      throws Exception {
    timer.clear();
    long watermark = context.timerService().currentWatermark();
    List<DueDetection> ready = new ArrayList<>();
    List<DueDetection> waiting = new ArrayList<>();
    for (DueDetection each : pending.get()) {
      (each.due() <= watermark ? ready : waiting).add(each);
    }
    if (!ready.isEmpty()) {
      pending.update(waiting);
      ready.sort(ORDER);
    }
    // The watermark goes on after its timers: nothing that is due now is behind it yet.
    Triage triage = triage(Long.MIN_VALUE, alerts);
    ready.forEach(each -> triage.take(each.detection(), each.due()));
    triage.end(watermark);
    keep(triage.known(), context);
    for (DueDetection each : waiting) {
      wakeBy(each.due(), context);
    }
  }

  private Triage triage(long passed, Collector<Alert> alerts) throws Exception {
    CaseFile known = caseFile.value();
    return new Triage(settings, known == null ? CaseFile.EMPTY : known, passed, alerts);
  }

  private void keep(CaseFile known, Context context) throws Exception {
    if (known.isEmpty()) {
      caseFile.clear();
    } else {
      caseFile.update(known);
      wakeBy(known.nextEnd(settings), context);
    }
  }

  /** Keeps one timer per key: the earliest time at which there is something to do. */
  private void wakeBy(long wanted, Context context) throws Exception {
    long watermark = context.timerService().currentWatermark();
    long time = watermark == Long.MAX_VALUE ? wanted : Math.max(wanted, watermark + 1);
    Long set = timer.value();
    if (set != null && set <= time) {
      return;
    }
    if (set != null) {
      context.timerService().deleteEventTimeTimer(set);
    }
    context.timerService().registerEventTimeTimer(time);
    timer.update(time);
  }
}
