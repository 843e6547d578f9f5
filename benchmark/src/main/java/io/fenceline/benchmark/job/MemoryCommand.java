// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import io.fenceline.benchmark.Machine;
import io.fenceline.benchmark.Page;
import io.fenceline.benchmark.Process;
import io.fenceline.ingest.RouteFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what a client takes of memory: the usual one, and those that take most. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "State of each client after a long run, in all operators together.")
public final class MemoryCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 500;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      defaultValue = "deploy/local/sample/recorded-attacks.jsonl.gz",
      description = "The recording that is played.")
  private Path input;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1600000",
      description = "Events until state is measured.")
  private long events;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Clients that send them, about.")
  private int clients;

  @Override
  public Integer call() throws Exception {
    double load = Machine.load();
    Workload workload = Workload.of(input, events, clients);
    WholeJob job = new WholeJob(workload);
    JobClient running = job.start(job.endless());
    Path savepoints = Files.createTempDirectory("benchmark");
    ClientBytes state;
    long heap;
    try {
      awaitEnd(running);
      String savepoint =
          running
              .triggerSavepoint(savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
              .get();
      heap = Process.livingHeap();
      state = ClientBytes.of(KeyedBytes.of(savepoint));
    } finally {
      running.cancel().get();
      FileUtils.deleteDirectoryQuietly(savepoints.toFile());
    }
    double hours = events / workload.traffic().player().perSecond() / TimeUnit.HOURS.toSeconds(1);
    Page.put("memory", load, text(hours, state, heap));
    return 0;
  }

  private void awaitEnd(JobClient running) throws Exception {
    long read = 0;
    while (read < events) {
      if (running.getJobStatus().get().isGloballyTerminalState()) {
        running.getJobExecutionResult().get();
        throw new IllegalStateException("the job ended after " + read + " events");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      Object counted = running.getAccumulators().get().get(RouteFunction.READ);
      read = counted instanceof Long value ? value : 0;
    }
  }

  private String text(double hours, ClientBytes state, long heap) {
    List<String> rows = new ArrayList<>();
    rows.add(row("**all together**", state.all()));
    state.operators().forEach((uid, keys) -> rows.add(row("`" + uid + "`", keys)));
    return String.format(
        Locale.ROOT,
        """
        State of the whole job after %,d events of the recorded sample, %.1f hours of event time. A client counts here once for each model that it asks, as it does to the job: there are %,d of them, and each row is of those that have state there.
        Bytes of a savepoint in Flink's canonical format, keys and timers included; what groups of a client's requests have counts as the client's.
        The heap that lives then, with everything in it, is %,d bytes, %,d per client; all clients' state in the savepoint is %,d bytes, %,d per client.

        | operator | clients with state | median, bytes | 99 %%, bytes | largest, bytes |
        |---|--:|--:|--:|--:|
        %s
        """,
        events,
        hours,
        state.all().size(),
        heap,
        heap / state.all().size(),
        sum(state.all()),
        sum(state.all()) / state.all().size(),
        String.join("\n", rows));
  }

  private static long sum(Map<String, Long> clients) {
    return clients.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String row(String name, Map<String, Long> clients) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d |",
        name,
        clients.size(),
        ClientBytes.share(clients, 0.5),
        ClientBytes.share(clients, 0.99),
        ClientBytes.share(clients, 1));
  }
}
