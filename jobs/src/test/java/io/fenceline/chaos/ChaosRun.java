// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One job, its traffic and what is done to it.
 *
 * <p>A scenario starts it, does its harm while {@link #awaitDelivered} shows that the job is at
 * work, says {@link #healed} when the harm is over, and has the account made by {@link #settle}.
 */
final class ChaosRun implements AutoCloseable {
  private final ChaosRig rig;
  private final String name;
  private final Traffic traffic;
  private final Map<String, String> options;
  private final Results expected;
  private final StoredResults stored;
  private final String job;
  private final Replay replay;
  private final Gauges gauges;
  private final long begun = System.nanoTime();
  private long healed;
  private double recovery = Double.NaN;

  private ChaosRun(
      ChaosRig rig, String name, Traffic traffic, Map<String, String> options, int perSecond)
      throws Exception {
    this.rig = rig;
    this.name = name;
    this.traffic = traffic;
    this.options = new TreeMap<>(options);
    this.expected = rig.clean(traffic, options);
    check(expected, traffic);
    this.stored = new StoredResults(rig.elasticsearch().url(), name);
    rig.createTopic(name, traffic.partitions());
    this.job = rig.submit(config(), 2);
    this.gauges = Gauges.watch(rig, job);
    this.replay = Replay.start(rig.kafka().bootstrapServers(), name, traffic, perSecond);
  }

  /**
   * Submits the job and begins to send.
   *
   * @param name of the topic and the namespace
   * @param options of the job, besides where it reads and writes
   * @param perSecond messages
   */
  static ChaosRun start(
      ChaosRig rig, String name, Traffic traffic, Map<String, String> options, int perSecond)
      throws Exception {
    return new ChaosRun(rig, name, traffic, options, perSecond);
  }

  String job() {
    return job;
  }

  /** Waits until that share of the events is in Elasticsearch. */
  void awaitDelivered(double share) throws Exception {
    long wanted = (long) (share * traffic.events());
    Await.until(wanted + " events are delivered", () -> stored.events() >= wanted);
  }

  /** Waits for so many further checkpoints. */
  void awaitCheckpoints(int more) throws Exception {
    long wanted = completed() + more;
    Await.until(more + " more checkpoints", () -> completed() >= wanted);
  }

  /** Waits until so many checkpoints have failed since the start of the present JobManager. */
  void awaitFailedCheckpoints(int number) throws Exception {
    Await.until(
        number + " failed checkpoints",
        () -> rig.ask("/jobs/" + job + "/checkpoints").at("/counts/failed").asLong() >= number);
  }

  /** Waits until so many dead letters are in Elasticsearch. */
  void awaitDeadLetters(long number) throws Exception {
    Await.until(number + " dead letters", () -> stored.deadLetters() >= number);
  }

  /** The harm is over: from now on time counts, until a checkpoint that began later is complete. */
  void healed() throws Exception {
    healed = System.nanoTime();
    long wall = System.currentTimeMillis();
    Await.until(
        "a checkpoint after the harm",
        () ->
            rig.ask("/jobs/" + job + "/checkpoints")
                    .at("/latest/completed/trigger_timestamp")
                    .asLong()
                >= wall);
    recovery = seconds(healed);
  }

  /** Waits until everything that was sent is delivered, then judges. */
  Figures settle() throws Exception {
    Await.until("everything is sent", replay::ended);
    replay.await();
    // The closing records themselves come out when the job is drained.
    long open = traffic.messages().stream().map(Traffic.Message::partition).distinct().count();
    long sent = System.nanoTime();
    Await.until("everything is delivered", () -> stored.events() >= traffic.events() - open);
    double lag = seconds(Math.max(sent, healed));
    // What the job itself calls pending stays at an old number after a large last fetch.
    long all = rig.records(name, traffic.partitions());
    Await.until("nothing is left to read", () -> rig.read(name) == all);
    rig.drain(job);
    gauges.stop();
    Results found = stored.read();
    Figures figures =
        new Figures(
            name,
            traffic.messages().size(),
            found.events().size(),
            missing(expected.events(), found.events()),
            missing(found.events(), expected.events()),
            found.alerts().size(),
            sum(found.deadLetters()),
            recovery,
            lag,
            seconds(begun),
            gauges.restarts(),
            gauges.mostState(),
            gauges.mostHeap());
    System.out.println(figures);
    judge(found);
    return figures;
  }

  /** Before any harm: traffic whose account is wrong would be waited for in vain. */
  private static void check(Results clean, Traffic traffic) {
    assertThat(clean.deadLetters())
        .as("dead letters of the clean run")
        .isEqualTo(traffic.deadLetters());
    assertThat(clean.events()).as("events of the clean run").hasSize((int) traffic.events());
    assertThat(sum(clean.duplicates()))
        .as("duplicates of the clean run")
        .isEqualTo(traffic.duplicates());
    assertThat(clean.alerts()).as("alerts of the clean run").isNotEmpty();
  }

  private void judge(Results found) throws Exception {
    assertThat(rejected()).as("documents that Elasticsearch refused").isEmpty();
    assertThat(found.deadLetters()).as("dead letters").isEqualTo(traffic.deadLetters());
    assertThat(difference(expected.events(), found.events())).as("events").isEmpty();
    assertThat(found.alerts()).as("alerts").isEqualTo(expected.alerts());
    assertThat(found.windows()).as("windows").isEqualTo(expected.windows());
    assertThat(found.duplicates()).as("duplicates").isEqualTo(expected.duplicates());
    assertThat(found.events().size() + sum(found.duplicates()) + sum(found.deadLetters()))
        .as("events + duplicates + dead letters")
        .isEqualTo(rig.records(name, traffic.partitions()));
  }

  /** Ids of events that one has and the other has not, or with another content; at most ten. */
  private static Set<String> difference(Map<String, ?> some, Map<String, ?> others) {
    Set<String> different = new HashSet<>();
    for (Map.Entry<String, ?> one : some.entrySet()) {
      if (!one.getValue().equals(others.get(one.getKey())) && different.size() < 10) {
        different.add(one.getKey());
      }
    }
    others.keySet().stream().filter(id -> !some.containsKey(id)).limit(10).forEach(different::add);
    return different;
  }

  private static long missing(Map<String, ?> from, Map<String, ?> in) {
    return from.keySet().stream().filter(id -> !in.containsKey(id)).count();
  }

  private static long sum(Map<String, Long> numbers) {
    return numbers.values().stream().mapToLong(n -> n).sum();
  }

  private long completed() throws InterruptedException {
    JsonNode counts = rig.ask("/jobs/" + job + "/checkpoints").at("/counts/completed");
    return counts.asLong();
  }

  private Path rejectedDirectory() {
    return rig.directory().resolve(name + "-rejected");
  }

  private List<String> rejected() throws IOException {
    if (Files.notExists(rejectedDirectory())) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(rejectedDirectory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private Path config() throws IOException {
    StringBuilder more = new StringBuilder();
    options.forEach((key, value) -> more.append(key).append(": ").append(value).append('\n'));
    return Files.writeString(
        rig.directory().resolve(name + ".yaml"),
        """
        source.kafka: {bootstrap-servers: '%s', topics: [%s]}
        elasticsearch: {urls: ['%s'], namespace: %2$s, rejected-directory: '%s'}
        job.checkpoint-interval: 1 s
        """
                .formatted(
                    rig.kafka().bootstrapServers(), name, rig.proxy().url(), rejectedDirectory())
            + more);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Ends what a failed scenario has left behind. */
  @Override
  public void close() throws Exception {
    replay.abandon();
    gauges.stop();
    if (!Set.of("FINISHED", "CANCELED", "FAILED").contains(rig.state(job))) {
      rig.cancel(job);
    }
  }
}
