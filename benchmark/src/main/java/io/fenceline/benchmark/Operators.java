// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import io.fenceline.job.JobSettings;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import picocli.CommandLine.Command;

/** Measures every operator of the baseline and detection stages, and their pure functions. */
@Command(
    name = "operators",
    mixinStandardHelpOptions = true,
    description = "Time and memory per event of each operator; writes benchmark/RESULTS.md.")
public final class Operators implements Callable<Integer> {
  private static final int LOOKS = 8;
  private static final int WARM_UPS = 4;
  private static final int ROUNDS = 9;
  private static final double HOUR = 3_600_000;

  /** Runs in the root directory of the project; prints the results and writes them there. */
  @Override
  public Integer call() throws Exception {
    double load = Machine.load();
    Timeline events =
        RecordedEvents.read(RecordedTraffic.SAMPLE, JobSettings.defaults(), Integer.MAX_VALUE);
    LongSummaryStatistics times =
        events.records().mapToLong(StreamRecord::getTimestamp).summaryStatistics();
    List<Station> stations = Recording.of(events, JobSettings.defaults(), LOOKS);
    List<Figures> figures = OperatorRun.of(stations, WARM_UPS, ROUNDS);
    String input =
        String.format(
            Locale.ROOT,
            "%,d recorded events of %.1f hours; medians of %d rounds after %d to warm up.",
            times.getCount(),
            (times.getMax() - times.getMin()) / HOUR,
            ROUNDS,
            WARM_UPS);
    String operators = OperatorTable.of(figures, times.getCount());
    Page.put("operators", load, ResultsPage.of(input, operators, PureFunctions.measure()));
    return 0;
  }
}
