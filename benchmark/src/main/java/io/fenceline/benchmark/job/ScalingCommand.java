// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Machine;
import io.fenceline.benchmark.Page;
import io.fenceline.benchmark.Process;
import io.fenceline.benchmark.job.Workload.StateKind;
import io.fenceline.benchmark.trace.Traffic.Mix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the whole job as it grows: clients, state, checkpoints, rules, Kafka. */
@Command(
    name = "scaling",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "The whole job with more clients, other state, checkpoints, rules, from Kafka.")
public final class ScalingCommand implements Callable<Integer> {
  private static final int ONE_REQUEST = 50_000;

  private static final int MOST_WARM_UPS = 8;
  private static final double HARDLY_LESS = 0.95;
  private static final Duration IN_ORDER = Duration.ZERO;
  private static final Duration CHECKPOINTS = Duration.ofSeconds(10);
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  @Mixin private TrafficOptions traffic;

  @Option(
      names = "--heap-only",
      description = "Prints the heap of a client that asked once, in bytes, and measures no more.")
  private boolean heapOnly;

  /** A row of the table, and its runs, one in each round. */
  private record Row(String name, Callable<Run> job, List<Run> runs) {
    static Row of(String name, Workload workload) {
      return new Row(name, () -> run(workload), new ArrayList<>());
    }

    static Row of(String name, Callable<Run> job) {
      return new Row(name, job, new ArrayList<>());
    }

    void measure() throws Exception {
      Run run = job.call();
      runs.add(run);
      System.err.println(name + ": " + run.summary());
    }

    Repeated measured() {
      return Repeated.warmedUpByFirst(runs);
    }
  }

  @Override
  public Integer call() throws Exception {
    if (heapOnly) {
      System.out.printf(Locale.ROOT, "%,d bytes per client%n", heapOfOneRequest());
      return 0;
    }
    double load = Machine.load();
    Workload usual = traffic.workload();
    warmUp(usual);
    try (KafkaTopic topic = KafkaTopic.of(usual.traffic(), 1)) {
      List<Row> rows = rows(usual, topic);
      for (int round = 0; round <= traffic.runs(); round++) {
        for (Row row : rows) {
          row.measure();
        }
      }
      Page.put("scaling", load, text(rows, heapOfOneRequest()));
    }
    return 0;
  }

  private static List<Row> rows(Workload usual, KafkaTopic topic) {
    WholeJob job = new WholeJob(usual);
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of("the whole job, state on the heap, no rules in SQL", usual));
    rows.add(
        Row.of("making the lines alone, a part of every row", () -> Run.ofLines(usual.traffic())));
    rows.add(Row.of("documents of alerts and windows only", usual.withEventDocuments(false)));
    rows.add(
        Row.of(
            "lean log, documents of alerts and windows only",
            usual.withMix(Mix.LEAN).withEventDocuments(false)));
    for (int many : new int[] {1_000, 100_000, 1_000_000}) {
      rows.add(Row.of(String.format(Locale.ROOT, "%,d clients", many), usual.withClients(many)));
    }
    rows.add(Row.of("one model under sixteen names", usual.withMix(Mix.MANY_MODELS)));
    rows.add(Row.of("the same requests, one model", usual.withMix(Mix.ONE_MODEL)));
    rows.add(Row.of("every second request of one client", usual.withMix(Mix.HOT_CLIENT)));
    rows.add(Row.of("events in order, out-of-orderness 0", usual.withOutOfOrderness(IN_ORDER)));
    rows.add(
        Row.of(
            "checkpoints every 10 s, out-of-orderness 5 s",
            usual.withCheckpoints(CHECKPOINTS).withOutOfOrderness(FIVE_SECONDS)));
    rows.add(Row.of("Flink's Kafka source to nowhere", topic::discard));
    rows.add(Row.of("the whole job from Kafka", () -> job.run(topic.source(job.settings()))));
    rows.add(Row.of("state in RocksDB", usual.withState(StateKind.ROCKSDB)));
    rows.add(Row.of("with the rules in SQL that are on by default", usual.withRules(true)));
    return rows;
  }

  /** Until a run costs hardly less than the one before. */
  private static void warmUp(Workload workload) throws Exception {
    double before;
    double cost = Double.MAX_VALUE;
    int left = MOST_WARM_UPS;
    do {
      before = cost;
      cost = run(workload).cpuPerMillion();
      left--;
    } while (left > 0 && cost < before * HARDLY_LESS);
  }

  /** Bytes of heap. */
  private long heapOfOneRequest() throws Exception {
    WholeJob job =
        new WholeJob(traffic.workload().withClients(1).withOutOfOrderness(Duration.ofSeconds(1)));
    job.run(job.oneRequestEach(ONE_REQUEST));
    return Process.heapGrowth() / ONE_REQUEST;
  }

  private String text(List<Row> rows, long oneRequest) {
    Repeated base = rows.get(0).measured().thatFound();
    return String.format(
        Locale.ROOT,
        """
        %,d events of the recorded sample in each run and %,d clients unless said otherwise, parallelism 1, from JSON in memory to documents that nobody takes.
        CPU-seconds of the process, garbage collection and compilation included, from the first record to the end of the job: median of %d run(s) after one to warm up, all rows in one JVM, which was warm before.
        One run of each row follows the other, round by round, as the machine may change its speed; how many times the first row is the median of the rounds.
        Within a row all runs found the same number of alerts.

        | what | CPU-s per million events | least to most | times the first | allocated bytes per event | alerts, all revisions | bytes of documents per event |
        |---|--:|--:|--:|--:|--:|--:|
        %s

        Heap of a client that asked once, in all operators together, after a collection: %,d bytes (mean of %,d clients).
        """,
        traffic.events(),
        traffic.clients(),
        traffic.runs(),
        rows.stream().map(row -> line(row, base)).collect(Collectors.joining("\n")),
        oneRequest,
        ONE_REQUEST);
  }

  private static String line(Row row, Repeated base) {
    Repeated measured = row.measured();
    Run last = measured.last();
    boolean job = last.documentBytes() > 0;
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %s | %.2f | %,.0f | %s | %,d |",
        row.name(),
        measured.median(Run::cpuPerMillion),
        measured.range(),
        measured.times(base),
        measured.median(Run::bytesPerEvent),
        job ? String.format(Locale.ROOT, "%,d", last.found()) : "",
        last.documentBytes() / last.events());
  }

  private static Run run(Workload workload) throws Exception {
    WholeJob job = new WholeJob(workload);
    return job.run(job.memory());
  }
}
