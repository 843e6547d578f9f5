// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import io.fenceline.model.Client;
import io.fenceline.model.EventId;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.LayerStats;
import io.fenceline.model.Model;
import io.fenceline.model.Origin;
import io.fenceline.model.Prediction;
import io.fenceline.model.RequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Events of all shapes: parts there and not, texts of all scripts, few and many of a kind. */
final class AnyEvents {
  private static final String[] ALPHABETS = {
    "abcdefghijklmnopqrstuvwxyz-0123456789",
    "\0\u001e\u001f\u007f\u0080ß\u00ff",
    "日本\ud83d\ude00\ud800\udc00\u0100\uffff",
  };
  private static final double[] NUMBERS = {
    0, -0.0, 1, 0.1, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY
  };

  private final Random random;

  AnyEvents(Random random) {
    this.random = random;
  }

  List<InferenceEvent> several() {
    List<InferenceEvent> events = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      events.add(one());
    }
    // What came before must not show in what comes again.
    events.addAll(List.copyOf(events));
    return events;
  }

  InferenceEvent one() {
    return new InferenceEvent(
        new EventId(random.nextLong(), random.nextLong()),
        random.nextLong(),
        text(),
        new Client(text(), text(), text()),
        new Model(text(), text(), text(), text()),
        new InputStats(
            number(), number(), number(), number(), number(), number(), number(), number(),
            number(), number(), text()),
        new Prediction(text(), number(), number(), map(this::number)),
        number(),
        hashes(),
        map(() -> new LayerStats(number(), number(), number())),
        random.nextInt(4) == 0
            ? RequestContext.NONE
            : new RequestContext(text(), text(), text(), text(), text(), text()),
        map(this::text),
        random.nextInt(3),
        new Origin(text(), random.nextLong()));
  }

  private double number() {
    return switch (random.nextInt(3)) {
      case 0 -> Double.NaN;
      case 1 -> NUMBERS[random.nextInt(NUMBERS.length)];
      default -> random.nextGaussian();
    };
  }

  private String text() {
    int length =
        switch (random.nextInt(8)) {
          case 0, 1 -> 0;
          case 2 -> 200 + random.nextInt(400);
          default -> random.nextInt(12);
        };
    StringBuilder text = new StringBuilder();
    String alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private long[] hashes() {
    boolean whole = random.nextBoolean();
    return random.longs(random.nextInt(60)).map(hash -> whole ? hash : hash >>> 32).toArray();
  }

  private <T> Map<String, T> map(Supplier<T> value) {
    if (random.nextBoolean()) {
      return Map.of();
    }
    Map<String, T> map = new HashMap<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      map.put(text(), value.get());
    }
    return map;
  }
}
