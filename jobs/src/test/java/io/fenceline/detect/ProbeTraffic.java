// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.Fingerprint;
import io.fenceline.feature.Request;
import io.fenceline.model.Deviation;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Novelty;
import io.fenceline.model.Pace;
import io.fenceline.model.ScoreTrend;
import io.fenceline.model.SimilarityGroup;
import io.fenceline.model.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Simulated traffic of many clients, with the likeness that the baseline stage finds: a request is
 * a near-duplicate if it shares half of its hashes with one of its client's last 64, and is no
 * replay.
 */
final class ProbeTraffic {
  static final int HASHES = 28;

  private final Random random;
  private final Map<String, List<Earlier>> rings = new HashMap<>();
  private final List<EnrichedEvent> events = new ArrayList<>();
  private final Map<String, Integer> groups = new HashMap<>();
  private long clock = 1_000_000_000L;

  private record Earlier(int[] telling, String answer, double confidence, int group) {}

  ProbeTraffic(long seed) {
    random = new Random(seed);
  }

  List<EnrichedEvent> events() {
    return events;
  }

  long now() {
    return clock;
  }

  Random random() {
    return random;
  }

  ProbeTraffic pause(long millis) {
    clock += millis;
    return this;
  }

  long[] picture() {
    return random.longs(HASHES).toArray();
  }

  /** The picture with some hashes changed, as after another encoding or a small step. */
  long[] variant(long[] picture, int changed) {
    long[] varied = picture.clone();
    for (int i = 0; i < changed; i++) {
      varied[random.nextInt(varied.length)] = random.nextLong();
    }
    return varied;
  }

  ProbeTraffic send(String client, long[] picture, String answer, double confidence) {
    InferenceEvent event =
        Request.by(client)
            .at(clock)
            .serial(events.size())
            .fingerprint(picture)
            .answer(answer, confidence)
            .build();
    events.add(new EnrichedEvent(event, enrichment(client, event, answer, confidence)));
    return this;
  }

  private Enrichment enrichment(
      String client, InferenceEvent event, String answer, double confidence) {
    int[] telling = Fingerprint.telling(event.fingerprint(), new long[0]);
    List<Earlier> ring = rings.computeIfAbsent(client, c -> new ArrayList<>());
    Earlier nearest = null;
    double best = 0;
    for (Earlier earlier : ring) {
      double share = Fingerprint.share(telling, earlier.telling());
      if (share == 1 && earlier.confidence() == confidence) {
        return enrichment(Likeness.replayed(0));
      }
      if (share >= best) {
        best = share;
        nearest = earlier;
      }
    }
    boolean near = best >= 0.5;
    int group = near ? nearest.group() : groups.merge(client, 1, Integer::sum);
    ring.add(new Earlier(telling, answer, confidence, group));
    if (ring.size() > 64) {
      ring.remove(0);
    }
    if (!near) {
      return enrichment(Likeness.unlike(best, 0));
    }
    boolean switched = !nearest.answer().equals(answer);
    return enrichment(
        new Likeness(
            best,
            true,
            false,
            nearest.answer(),
            switched,
            false,
            0,
            0,
            0,
            telling,
            new SimilarityGroup(group, 2, 1, 0, 0, 1, ScoreTrend.NONE)));
  }

  private static Enrichment enrichment(Likeness likeness) {
    return new Enrichment(
        false,
        likeness,
        new Deviation(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 1000),
        Standing.NONE,
        new Pace(1, false, false, Double.NaN),
        Novelty.NONE);
  }

  /**
   * A search along a boundary, its steps sent by the clients in turn: each step varies three
   * hashes, and every second moves the input by one for good.
   */
  ProbeTraffic search(int requests, String... clients) {
    long[] input = picture();
    for (int i = 0; i < requests; i++) {
      if (random.nextBoolean()) {
        input[random.nextInt(HASHES)] = random.nextLong();
      }
      String answer = random.nextInt(3) == 0 ? "3" : "8";
      send(clients[i % clients.length], variant(input, 3), answer, 0.5 + 0.3 * random.nextDouble());
      pause(200);
    }
    return this;
  }

  /** A picture that moves, of which the model is sure. */
  ProbeTraffic camera(long[] scene, int frames, String client) {
    for (int i = 0; i < frames; i++) {
      send(client, variant(scene, 3), "5", 0.97 + 0.02 * random.nextDouble());
      pause(200);
    }
    return this;
  }
}
