// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.job.Workload.StateKind;
import io.fenceline.benchmark.trace.Traffic.Mix;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the whole job over recorded traffic. */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Processor time, wall time and allocation of the whole job over recorded traffic.")
public final class JobCommand implements Callable<Integer> {
  @Mixin private TrafficOptions traffic;

  @Option(
      names = "--mix",
      paramLabel = "HOW",
      defaultValue = "recorded",
      description = "Who asks which model: ${COMPLETION-CANDIDATES}.")
  private Mix mix;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Parallelism of the job.")
  private int parallelism;

  @Option(
      names = "--rules",
      paramLabel = "WHICH",
      defaultValue = "none",
      description = "Rules in SQL: none, or default: those that are on by default.")
  private Rules rules;

  @Option(
      names = "--documents",
      paramLabel = "WHICH",
      defaultValue = "all",
      description = "Documents of events: all or none.")
  private Documents documents;

  @Option(
      names = "--state",
      paramLabel = "WHERE",
      defaultValue = "heap",
      description = "Where state is kept: heap or rocksdb.")
  private StateKind state;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      defaultValue = "0 s",
      description = "Time from checkpoint to checkpoint, such as '10 s'; 0 s is none.")
  private String checkpointInterval;

  @Option(
      names = "--out-of-orderness",
      paramLabel = "TIME",
      defaultValue = "30 s",
      description = "How late events may come, and come, such as '5 s'.")
  private String outOfOrderness;

  /** Rules in SQL that run. */
  private enum Rules {
    NONE,
    DEFAULT
  }

  /** Documents of events that are made. */
  private enum Documents {
    NONE,
    ALL
  }

  @Override
  public Integer call() throws Exception {
    Workload workload =
        traffic
            .workload()
            .withMix(mix)
            .withParallelism(parallelism)
            .withRules(rules == Rules.DEFAULT)
            .withEventDocuments(documents == Documents.ALL)
            .withState(state)
            .withCheckpoints(duration(checkpointInterval))
            .withOutOfOrderness(duration(outOfOrderness));
    WholeJob job = new WholeJob(workload);
    Repeated measured =
        Repeated.of(
                () -> {
                  Run run = job.run(job.memory());
                  System.out.println(run.summary());
                  return run;
                },
                traffic.runs())
            .thatFound();
    System.out.printf(
        Locale.ROOT,
        "median %.2f CPU-seconds per million events (%s)%n",
        measured.median(Run::cpuPerMillion),
        measured.range());
    Repeated lines = Repeated.of(() -> Run.ofLines(workload.traffic()), traffic.runs());
    System.out.printf(
        Locale.ROOT,
        "of which making the lines takes %.2f (%s), measured alone%n",
        lines.median(Run::cpuPerMillion),
        lines.range());
    return 0;
  }

  private static Duration duration(String text) {
    return TimeUtils.parseDuration(text);
  }
}
