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

  /** Events of rows that take several times as long. */
  private static final long FEWER = 100_000;

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

  private final List<String> rows = new ArrayList<>();
  private double base;

  @Override
  public Integer call() throws Exception {
    if (heapOnly) {
      System.out.printf(Locale.ROOT, "%,d bytes per client%n", heapOfOneRequest());
      return 0;
    }
    double load = Machine.load();
    Workload usual = traffic.workload();
    warmUp(usual);
    try {
      measure("the whole job, state on the heap, no rules in SQL", usual);
      row(
          "making the lines alone, a part of every row",
          Repeated.of(() -> Run.ofLines(usual.traffic()), traffic.runs()));
      measure("documents of alerts and windows only", usual.withEventDocuments(false));
      measure(
          "lean log, documents of alerts and windows only",
          usual.withMix(Mix.LEAN).withEventDocuments(false));
      for (int many : new int[] {1_000, 100_000, 1_000_000}) {
        measure(String.format(Locale.ROOT, "%,d clients", many), usual.withClients(many));
      }
      measure("one model under sixteen names", usual.withMix(Mix.MANY_MODELS));
      measure("the same requests, one model", usual.withMix(Mix.ONE_MODEL));
      measure("every second request of one client", usual.withMix(Mix.HOT_CLIENT));
      measure("events in order, out-of-orderness 0", usual.withOutOfOrderness(IN_ORDER));
      measure(
          "checkpoints every 10 s, out-of-orderness 5 s",
          usual.withCheckpoints(CHECKPOINTS).withOutOfOrderness(FIVE_SECONDS));
      fromKafka(usual);
      Workload fewer = usual.withEvents(Math.min(FEWER, traffic.events()));
      measure(withFewer("the whole job, state on the heap"), fewer);
      measure(withFewer("state in RocksDB"), fewer.withState(StateKind.ROCKSDB));
      measure(withFewer("with the rules in SQL that are on by default"), fewer.withRules(true));
    } finally {
      // What was measured before a row that failed is true all the same.
      Page.put("scaling", load, text(heapOfOneRequest()));
    }
    return 0;
  }

  private String withFewer(String name) {
    return String.format(
        Locale.ROOT, "%s, %,d events in each run", name, Math.min(FEWER, traffic.events()));
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

  private void fromKafka(Workload usual) throws Exception {
    WholeJob job = new WholeJob(usual);
    try (KafkaTopic topic = KafkaTopic.of(usual.traffic(), 1)) {
      row("Flink's Kafka source to nowhere", Repeated.of(topic::discard, traffic.runs()));
      row(
          "the whole job from Kafka",
          Repeated.of(() -> job.run(topic.source(job.settings())), traffic.runs()));
    }
  }

  /** Bytes of heap. */
  private long heapOfOneRequest() throws Exception {
    WholeJob job =
        new WholeJob(traffic.workload().withClients(1).withOutOfOrderness(Duration.ofSeconds(1)));
    job.run(job.oneRequestEach(ONE_REQUEST));
    return Process.heapGrowth() / ONE_REQUEST;
  }

  private String text(long oneRequest) {
    return String.format(
        Locale.ROOT,
        """
        %,d events of the recorded sample in each run and %,d clients unless said otherwise, parallelism 1, from JSON in memory to documents that nobody takes.
        CPU-seconds of the process, garbage collection and compilation included, from the first record to the end of the job: median of %d run(s) after one to warm up, all rows in one JVM, which was warm before.
        Within a row all runs found the same number of alerts.

        | what | CPU-s per million events | least to most | times the first | allocated bytes per event | alerts, all revisions | bytes of documents per event |
        |---|--:|--:|--:|--:|--:|--:|
        %s

        Heap of a client that asked once, in all operators together, after a collection: %,d bytes (mean of %,d clients).
        """,
        traffic.events(),
        traffic.clients(),
        traffic.runs(),
        String.join("\n", rows),
        oneRequest,
        ONE_REQUEST);
  }

  private void measure(String name, Workload workload) throws Exception {
    Repeated measured = Repeated.of(() -> run(workload), traffic.runs());
    row(name, rows.isEmpty() ? measured.thatFound() : measured);
  }

  private static Run run(Workload workload) throws Exception {
    WholeJob job = new WholeJob(workload);
    return job.run(job.memory());
  }

  private void row(String name, Repeated measured) {
    double cost = measured.median(Run::cpuPerMillion);
    base = rows.isEmpty() ? cost : base;
    Run last = measured.last();
    boolean job = last.documentBytes() > 0;
    rows.add(
        String.format(
            Locale.ROOT,
            "| %s | %.2f | %s | %.2f | %,.0f | %s | %,d |",
            name,
            cost,
            measured.range(),
            cost / base,
            measured.median(Run::bytesPerEvent),
            job ? String.format(Locale.ROOT, "%,d", last.found()) : "",
            last.documentBytes() / last.events()));
    System.err.println(rows.get(rows.size() - 1));
  }
}
