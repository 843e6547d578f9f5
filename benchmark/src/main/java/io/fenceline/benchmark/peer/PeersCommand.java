// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

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
    description = "Eight switches of the class within a minute: ours beside CEP, SQL, plain Java.")
public final class PeersCommand implements Callable<Integer> {
  /** Requests that each takes in a minute or less on a machine like that of the results. */
  private static final Map<Peer, Integer> SIZES =
      Map.of(
          Peer.COUNTER, 2_000_000,
          Peer.CEP_SWITCHES, 200_000,
          Peer.CEP_REQUESTS, 100_000,
          Peer.SQL_PATTERN_SWITCHES, 200_000,
          Peer.SQL_PATTERN_REQUESTS, 100_000,
          Peer.SQL_RANGE, 200_000);

  private static final int PLAIN = 2_000_000;

  @Option(names = "--scale", defaultValue = "1", description = "of the number of requests")
  private double scale;

  @Option(names = "--runs", defaultValue = "3", description = "measured, after one to warm up")
  private int runs;

  @Override
  public Integer call() throws Exception {
    System.out.print(table("random", 0));
    System.out.print(table("sticky", 0.97));
    return 0;
  }

  private String table(String name, double sticky) throws Exception {
    List<String> rows = new ArrayList<>();
    int most = (int) (PLAIN * scale);
    double plain = 0;
    Requests all = new Requests(1, sticky, most);
    List<Double> limits = new ArrayList<>();
    for (int i = 0; i <= runs; i++) {
      limits.add(PeerRun.plain(Question.SWITCHES, all).cpuPerMillion(most));
    }
    plain = median(limits.subList(1, limits.size()));
    rows.add(row("plain Java, a map in memory", Question.SWITCHES, most, plain, 0, 0));
    double counter = 0;
    for (Peer peer : Peer.values()) {
      int size = (int) (SIZES.get(peer) * scale);
      Requests requests = new Requests(1, sticky, size);
      Matches expected = peer.question().answer(requests.iterator());
      List<Double> costs = new ArrayList<>();
      for (int i = 0; i <= runs; i++) {
        PeerRun run = PeerRun.of(peer, requests);
        if (!run.matches().equals(expected)) {
          throw new IllegalStateException(peer + " found " + run.matches() + ", not " + expected);
        }
        costs.add(run.cpuPerMillion(size));
      }
      double cost = median(costs.subList(1, costs.size()));
      counter = peer == Peer.COUNTER ? cost : counter;
      rows.add(row(peer.words(), peer.question(), size, cost, counter, expected.count()));
      System.err.println(name + " " + rows.get(rows.size() - 1));
    }
    return name + "\n" + String.join("\n", rows) + "\n";
  }

  private static String row(
      String name, Question question, int size, double cost, double counter, long matches) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,d | %,d | %.2f | %.1f |",
        name,
        question,
        size,
        matches,
        cost,
        cost / counter);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
