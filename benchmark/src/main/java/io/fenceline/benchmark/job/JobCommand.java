// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.job.Workload.StateKind;
import io.fenceline.benchmark.trace.Traffic.Mix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the whole job over recorded traffic. */
@Command(
    name = "job",
    description =
        "Processor time, wall time and allocation of the whole job over recorded traffic.")
public final class JobCommand implements Callable<Integer> {
  @Option(names = "--input", defaultValue = "deploy/local/sample/recorded-attacks.jsonl.gz")
  private Path input;

  @Option(names = "--events", defaultValue = "500000")
  private long events;

  @Option(names = "--clients", defaultValue = "10000")
  private int clients;

  @Option(names = "--mix", defaultValue = "recorded", description = "${COMPLETION-CANDIDATES}")
  private Mix mix;

  @Option(names = "--parallelism", defaultValue = "1")
  private int parallelism;

  @Option(names = "--rules", defaultValue = "none", description = "none or default")
  private String rules;

  @Option(names = "--documents", defaultValue = "all", description = "all, or none of events")
  private String documents;

  @Option(names = "--state", defaultValue = "heap")
  private StateKind state;

  @Option(names = "--checkpoint-interval", defaultValue = "0 s")
  private String checkpointInterval;

  @Option(names = "--out-of-orderness", defaultValue = "30 s")
  private String outOfOrderness;

  @Option(names = "--runs", defaultValue = "3", description = "measured, after one to warm up")
  private int runs;

  @Override
  public Integer call() throws Exception {
    Workload workload =
        Workload.of(input, events, clients)
            .withMix(mix)
            .withParallelism(parallelism)
            .withRules(rules.equals("default"))
            .withEventDocuments(documents.equals("all"))
            .withState(state)
            .withCheckpoints(duration(checkpointInterval))
            .withOutOfOrderness(duration(outOfOrderness));
    WholeJob job = new WholeJob(workload);
    Repeated measured =
        Repeated.of(
                () -> {
                  Run run = job.run(job.memory());
                  System.out.println(line(run));
                  return run;
                },
                runs)
            .thatFound();
    System.out.printf(
        Locale.ROOT,
        "median %.2f CPU-seconds per million events (%s)%n",
        measured.median(Run::cpuPerMillion),
        measured.range());
    return 0;
  }

  private static Duration duration(String text) {
    return TimeUtils.parseDuration(text);
  }

  private static String line(Run run) {
    return String.format(
        Locale.ROOT,
        "%.2f CPU-s per million events; wall %.1f s, %,.0f events/s; allocated %,.0f bytes per"
            + " event; %,d events, %,d alerts, %,d dead letters, %,d bytes of documents",
        run.cpuPerMillion(),
        run.wallSeconds(),
        run.events() / run.wallSeconds(),
        run.bytesPerEvent(),
        run.events(),
        run.found(),
        run.deadLetters(),
        run.documentBytes());
  }
}
