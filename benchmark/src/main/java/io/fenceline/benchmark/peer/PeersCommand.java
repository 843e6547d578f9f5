// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import io.fenceline.benchmark.Machine;
import io.fenceline.benchmark.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures ways to find a boundary attack, side by side. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Eight switches of the class within a minute: ours beside CEP, SQL, plain Java.")
public final class PeersCommand implements Callable<Integer> {
  private static final int PLAIN = 2_000_000;
  private static final int TENTH = 10;

  /**
   * Requests that patterns over all requests take in one or two minutes where classes are kept: of
   * such a client every request stays a beginning for a minute. With fewer no attacker would be
   * found.
   */
  private static final Map<Peer, Integer> STICKY_SIZES =
      Map.of(Peer.CEP_REQUESTS, 20_000, Peer.SQL_PATTERN_REQUESTS, 9_000);

  /** Requests that each takes in a minute or less on a machine like that of the results. */
  private static final Map<Peer, Integer> SIZES =
      Map.of(
          Peer.COUNTER, PLAIN,
          Peer.CEP_SWITCHES, 200_000,
          Peer.CEP_REQUESTS, 100_000,
          Peer.SQL_PATTERN_SWITCHES, 200_000,
          Peer.SQL_PATTERN_REQUESTS, 100_000,
          Peer.SQL_RANGE, 200_000);

  @Option(
      names = "--scale",
      paramLabel = "TIMES",
      defaultValue = "1",
      description = "Times the usual number of requests, such as 0.1.")
  private double scale;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs that are measured, after one to warm up.")
  private int runs;

  @Override
  public Integer call() throws Exception {
    double load = Machine.load();
    String text =
        """
        Eight switches of the class within a minute, over requests made of a seed: one in each millisecond of event time, 10,000 honest clients and 20 attackers that switch with each request.
        CPU-seconds of the process per million requests, garbage collection and compilation included, from the first request on: median of %d run(s) after one to warm up, in one JVM, but MATCH_RECOGNIZE over all requests of clients that keep their class had one run after one of a tenth; parallelism 1, state on the heap, decoding is no part.
        Every run found exactly the matches that plain Java finds for its question; what the questions are stands in [README.md](README.md#beside-others).
        The job itself asks a harder question, of near-duplicate inputs, and counts in the whole job above.

        Honest clients with a class at random, the worst case, two of three requests being switches:

        %s
        Honest clients that keep their class in 97 of 100 requests:

        %s\
        """
            .formatted(runs, table("random", 0), table("sticky", 0.97));
    Page.put("peers", load, text);
    return 0;
  }

  private String table(String name, double sticky) throws Exception {
    List<String> rows = new ArrayList<>();
    int most = (int) (PLAIN * scale);
    Requests all = new Requests(1, sticky, most);
    List<Double> limits = new ArrayList<>();
    for (int i = 0; i <= runs; i++) {
      limits.add(PeerRun.plain(Question.SWITCHES, all).cpuPerMillion(most));
    }
    double plain = median(limits.subList(1, limits.size()));
    double counter = 0;
    for (Peer peer : Peer.values()) {
      int usual = SIZES.get(peer);
      int size = (int) (scale * (sticky > 0 ? STICKY_SIZES.getOrDefault(peer, usual) : usual));
      Requests requests = new Requests(1, sticky, size);
      Matches expected = peer.question().answer(requests.iterator());
      boolean once = sticky > 0 && peer == Peer.SQL_PATTERN_REQUESTS;
      cost(peer, once ? new Requests(1, sticky, size / TENTH) : requests);
      List<Double> costs = new ArrayList<>();
      for (int i = 0; i < (once ? 1 : runs); i++) {
        costs.add(cost(peer, requests));
      }
      double cost = median(costs);
      counter = peer == Peer.COUNTER ? cost : counter;
      if (peer == Peer.COUNTER) {
        String limit = "plain Java, a map in memory: the limit";
        rows.add(row(limit, peer.question(), most, plain, counter, expected.count()));
      }
      rows.add(row(peer.words(), peer.question(), size, cost, counter, expected.count()));
      System.err.println(name + " " + rows.get(rows.size() - 1));
    }
    return """
    | answered by | question | requests | matches | CPU-s per million | times the counter |
    |---|---|--:|--:|--:|--:|
    """
        + String.join("\n", rows)
        + "\n";
  }

  /** CPU-seconds per million. */
  private static double cost(Peer peer, Requests requests) throws Exception {
    Matches expected = peer.question().answer(requests.iterator());
    PeerRun run = PeerRun.of(peer, requests);
    if (!run.matches().equals(expected)) {
      throw new IllegalStateException(peer + " found " + run.matches() + ", not " + expected);
    }
    return run.cpuPerMillion(requests.count());
  }

  private static String row(
      String name, Question question, int size, double cost, double counter, long matches) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,d | %,d | %.2f | %.1f |",
        name,
        question.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        size,
        matches,
        cost,
        cost / counter);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
