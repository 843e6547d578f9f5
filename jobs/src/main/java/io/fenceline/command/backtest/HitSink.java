// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import io.fenceline.model.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Counts the detections of some rules and writes the counts at the end of the input, a line for
 * each rule. Use it with parallelism 1, in bounded jobs. Memory: a count for each rule and ten
 * minutes, and for each rule and entity up to {@link HitTally#MAX_ENTITIES}.
 */
public final class HitSink implements Sink<Detection> {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final Set<String> rules;

  /**
   * @param file replaced if it is there
   * @param rules ids of the rules to count
   */
  public HitSink(Path file, Set<String> rules) {
    this.file = file.toString();
    this.rules = Set.copyOf(rules);
  }

  @Override
  public SinkWriter<Detection> createWriter(WriterInitContext context) {
    return new Tallies(Path.of(file), rules, new TreeMap<>());
  }

  private record Tallies(Path file, Set<String> rules, TreeMap<String, HitTally> tallies)
      implements SinkWriter<Detection> {

    @Override
    public void write(Detection detection, Context context) {
      String rule = detection.rule().id();
      if (rules.contains(rule)) {
        tallies.computeIfAbsent(rule, id -> new HitTally()).add(detection);
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (endOfInput) {
        List<String> lines =
            tallies.entrySet().stream()
                .map(each -> each.getValue().hits(each.getKey()).line())
                .toList();
        Files.write(file, lines);
      }
    }

    @Override
    public void close() {}
  }
}
