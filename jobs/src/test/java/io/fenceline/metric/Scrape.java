// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a reporter answers to Prometheus.
 *
 * @param samples in the order of the answer
 */
public record Scrape(List<Sample> samples) {
  /** What Flink puts before the name of each of our metrics. */
  public static final String OWN = "flink_taskmanager_job_task_operator_fenceline_";

  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: -?[0-9]+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** One series at one time. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  /** Asks a reporter on this machine. */
  public static Scrape of(int port) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the reporter answers " + answer.statusCode());
    }
    return parse(answer.body());
  }

  /**
   * Reads Prometheus' text format.
   *
   * @throws IllegalArgumentException if a line is not of it
   */
  static Scrape parse(String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher sample = LINE.matcher(line);
      if (!sample.matches()) {
        throw new IllegalArgumentException("not a sample: " + line);
      }
      samples.add(new Sample(sample.group(1), labels(sample.group(2)), value(sample.group(3))));
    }
    return new Scrape(samples);
  }

  private static double value(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.lookingAt()) {
        labels.put(label.group(1), label.group(2));
        label.region(label.end(), text.length());
      }
      if (label.regionStart() != text.length()) {
        throw new IllegalArgumentException("not labels: " + text);
      }
    }
    return labels;
  }

  /** Series of a metric that have these labels and values, in turns. */
  public Stream<Sample> series(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(
            sample -> {
              for (int i = 0; i < labels.length; i += 2) {
                if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                  return false;
                }
              }
              return true;
            });
  }

  /** Sum of one of our metrics over all subtasks. */
  public double own(String name, String... labels) {
    return series(OWN + name, labels).mapToDouble(Sample::value).sum();
  }

  /** All names. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    samples.forEach(sample -> names.add(sample.name()));
    return names;
  }
}
