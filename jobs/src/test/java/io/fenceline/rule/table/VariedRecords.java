// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.model.Alert;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.ClassMove;
import io.fenceline.model.ClassShift;
import io.fenceline.model.Client;
import io.fenceline.model.ComputeUse;
import io.fenceline.model.DeadLetter;
import io.fenceline.model.DeadLetterReason;
import io.fenceline.model.Deviation;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.EventId;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.Likeness;
import io.fenceline.model.Measure;
import io.fenceline.model.MetricShift;
import io.fenceline.model.Model;
import io.fenceline.model.ModelWindow;
import io.fenceline.model.NewClass;
import io.fenceline.model.Novelty;
import io.fenceline.model.Origin;
import io.fenceline.model.Pace;
import io.fenceline.model.Prediction;
import io.fenceline.model.Quantiles;
import io.fenceline.model.RequestContext;
import io.fenceline.model.Risk;
import io.fenceline.model.Rule;
import io.fenceline.model.ScoreTrend;
import io.fenceline.model.Severity;
import io.fenceline.model.SimilarityGroup;
import io.fenceline.model.Standing;
import io.fenceline.model.Subject;
import io.fenceline.model.WindowMetric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Records of every shape: strange text, numbers that are none, parts that are missing. */
public final class VariedRecords {
  private static final long DAY = 1_772_524_800_000L;
  private static final List<String> STRANGE =
      List.of(
          "ordinary",
          "ak_1",
          "ak_2",
          "198.18.4.7",
          "2001:db8::1",
          "proxy.example",
          "null",
          "12",
          "-3.5e2",
          "1e999",
          "NaN",
          "Zürich 東京 \ud83d\ude00",
          "half \ud83d of a pair",
          "line\nbreak\ttab \"quoted\" \\ back",
          "\u202eturned \u2028 \0 zero",
          " spaces ",
          "'; DROP TABLE alerts; --",
          "x".repeat(8_300),
          "\ud83d\ude00".repeat(4_200));
  private static final List<Double> NUMBERS =
      List.of(
          Double.NaN,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          0.0,
          -0.0,
          1.0,
          -2.5,
          0.1 + 0.2,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          1e-7,
          9_007_199_254_740_993.0,
          123_456.789);
  private static final List<String> OPTIONAL =
      List.of(
          "error_code",
          "output_stats.token_count",
          "output_stats.text_length",
          "guardrail.id",
          "guardrail.action",
          "flags",
          "tool_calls",
          "region",
          "team");

  private final Random random;

  public VariedRecords(long seed) {
    random = new Random(seed);
  }

  <T> List<T> many(int count, Supplier<T> record) {
    List<T> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record.get());
    }
    return records;
  }

  public EnrichedEvent enriched() {
    return new EnrichedEvent(event(), random.nextInt(8) == 0 ? Enrichment.LATE : enrichment());
  }

  public ModelWindow window() {
    long start = DAY + random.nextInt(1_000) * 300_000L;
    return new ModelWindow(
        model(),
        start,
        start + 300_000,
        random.nextInt(1_000),
        random.nextInt(100),
        counts(70),
        counts(5),
        quantiles(),
        quantiles(),
        quantiles(),
        quantiles(),
        random.nextBoolean() ? ClassShift.NOT_TESTED : shift(),
        many(random.nextInt(3), this::metricShift),
        many(random.nextInt(3), () -> new NewClass(some(), 9, 0.3, 2e-11, 9_000)),
        random.nextBoolean()
            ? ComputeUse.NONE
            : new ComputeUse(some(), random.nextInt(), number(), number(), number(), number()));
  }

  public Alert alert() {
    Risk risk = random.nextBoolean() ? Risk.NONE : new Risk(85, List.of("a", "b"), DAY, DAY + 1);
    return new Alert(
        "a" + random.nextInt(),
        1 + random.nextInt(9),
        new Rule(
            "boundary-attack",
            1 + random.nextInt(9),
            pick(List.of(Family.values())),
            some(),
            many(random.nextInt(3), () -> pick(List.of(AtlasTechnique.values()))),
            text()),
        pick(List.of(Severity.values())),
        new Subject(
            model(),
            many(random.nextInt(3), this::some),
            many(random.nextInt(3), this::some),
            many(random.nextInt(3), this::some)),
        time(),
        time(),
        time(),
        random.nextInt(1_000),
        some(),
        new Measure(text(), number(), number(), random.nextInt(100)),
        many(random.nextInt(4), () -> new Evidence(text(), time(), text())),
        time(),
        risk);
  }

  public DeadLetter deadLetter() {
    return new DeadLetter(
        pick(List.of(DeadLetterReason.values())),
        text(),
        new Origin(some(), random.nextLong()),
        time(),
        random.nextInt(),
        "ab".repeat(32),
        some().getBytes(StandardCharsets.UTF_8));
  }

  private InferenceEvent event() {
    Client client = new Client(text(), text(), text());
    boolean named = !(client.apiKeyId() + client.userId() + client.sourceIp()).isEmpty();
    Map<String, String> extra = new HashMap<>();
    for (String path : OPTIONAL) {
      if (random.nextInt(3) == 0) {
        extra.put(path, text());
      }
    }
    for (int i = random.nextInt(70); i > 60; i--) {
      extra.putAll(Map.of(some() + i, text(), "key" + random.nextInt(), text()));
    }
    return new InferenceEvent(
        new EventId(random.nextLong(), random.nextLong()),
        time(),
        text(),
        named ? client : new Client("", "", some()),
        model(),
        random.nextBoolean() ? InputStats.NONE : input(),
        new Prediction(some(), number(), number(), scores()),
        number(),
        random.longs(random.nextInt(4)).toArray(),
        Map.of(),
        new RequestContext(
            text(), text(), text(), text(), text(), pick(List.of("", "success", "failure", "x"))),
        extra,
        random.nextInt(2),
        new Origin("requests/0", 7));
  }

  private Map<String, Double> scores() {
    Map<String, Double> scores = new HashMap<>();
    for (int i = random.nextInt(24); i > 0; i--) {
      scores.put(some() + i, random.nextInt(9) == 0 ? number() : random.nextInt(5) / 4.0);
    }
    return scores;
  }

  private InputStats input() {
    return new InputStats(
        number(), number(), number(), number(), number(), number(), number(), number(), number(),
        number(), text());
  }

  private Enrichment enrichment() {
    boolean group = random.nextBoolean();
    boolean trend = random.nextBoolean();
    SimilarityGroup similar =
        new SimilarityGroup(
            1 + random.nextInt(9),
            1 + random.nextInt(64),
            random.nextInt(64),
            random.nextInt(20),
            random.nextInt(20),
            number(),
            trend
                ? new ScoreTrend(
                    some(),
                    number(),
                    number(),
                    number(),
                    random.nextBoolean(),
                    random.nextBoolean())
                : ScoreTrend.NONE);
    return new Enrichment(
        false,
        new Likeness(
            number(),
            group,
            random.nextBoolean(),
            group ? text() : "",
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextInt(32),
            random.nextInt(32),
            random.nextBoolean() ? 0 : number(),
            new int[0],
            group ? similar : SimilarityGroup.NONE),
        new Deviation(
            number(), number(), number(), number(), number(), number(), random.nextInt(1_000)),
        new Standing(
            number(), number(), number(), number(), number(), number(), number(), number()),
        new Pace(random.nextInt(100), random.nextBoolean(), random.nextBoolean(), number()),
        new Novelty(
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean()));
  }

  private ClassShift shift() {
    return new ClassShift(
        number(),
        9,
        number(),
        number(),
        number(),
        number(),
        random.nextInt(9_000),
        many(random.nextInt(3), () -> new ClassMove(some(), number(), number())));
  }

  private MetricShift metricShift() {
    return new MetricShift(
        pick(List.of(WindowMetric.values())),
        number(),
        number(),
        number(),
        number(),
        quantiles(),
        quantiles());
  }

  private Quantiles quantiles() {
    return random.nextInt(3) == 0
        ? Quantiles.NONE
        : new Quantiles(number(), number(), number(), 1 + random.nextInt(400));
  }

  private Map<String, Long> counts(int most) {
    Map<String, Long> counts = new HashMap<>();
    for (int i = random.nextInt(most); i > 0; i--) {
      counts.put(random.nextInt(9) == 0 ? some() : "class " + i, (long) random.nextInt(300));
    }
    if (random.nextBoolean()) {
      counts.put(ModelWindow.OTHER_CLASSES, 500L);
    }
    return counts;
  }

  private Model model() {
    return new Model(some(), text(), text(), text());
  }

  private long time() {
    return random.nextInt(20) == 0 ? random.nextLong() : DAY + random.nextInt(86_400_000);
  }

  private double number() {
    return random.nextBoolean() ? random.nextGaussian() * 100 : pick(NUMBERS);
  }

  private String text() {
    return random.nextInt(3) == 0 ? "" : some();
  }

  private String some() {
    return pick(STRANGE);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
