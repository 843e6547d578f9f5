// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Model;
import java.util.ArrayList;
import java.util.TreeSet;

/** Adds up a {@link DigestCount}. */
final class DigestTally {
  /** As many as a detection can show. */
  static final int SIGHTINGS = Detection.MAX_EVIDENCE;

  private final Model model;
  private final TreeSet<Sighting> first = new TreeSet<>();
  private long start;
  private long requests;

  DigestTally(Model model, long start) {
    this.model = model;
    this.start = start;
  }

  /** True if events of a model and a bucket belong here. */
  boolean isOf(long bucketStart, Model other) {
    return bucketStart == start && model.equals(other);
  }

  void add(InferenceEvent event) {
    requests++;
    if (first.size() < SIGHTINGS || event.timestamp() <= first.last().timestamp()) {
      see(new Sighting(event.timestamp(), event.id(), event.requestId()));
    }
  }

  void add(DigestCount count) {
    start = Math.max(start, count.start());
    requests += count.requests();
    count.first().forEach(this::see);
  }

  DigestCount toCount() {
    return new DigestCount(model, start, requests, new ArrayList<>(first));
  }

  /** A record that was delivered twice is one sighting. */
  private void see(Sighting sighting) {
    first.add(sighting);
    if (first.size() > SIGHTINGS) {
      first.pollLast();
    }
  }
}
