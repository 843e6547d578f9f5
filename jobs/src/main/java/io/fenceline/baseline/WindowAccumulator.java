// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Adds up one window of one model in bounded memory, with a result that does not depend on order.
 *
 * <p>Every request is counted. In detail only a sample of clients is kept: the {@value #CLIENTS}
 * with the smallest hashes (k minimum values, Bar-Yossef et al. 2002), each with its class counts
 * and a sample of {@value #SAMPLES_PER_CLIENT} requests; up to that many clients the sample is
 * everybody. Sampling clients, not requests, keeps a single busy client from standing for the
 * model.
 */
final class WindowAccumulator {
  static final int CLIENTS = 1024;
  static final int SAMPLES_PER_CLIENT = 8;

  private static final double LONGEST_MILLIS = 3_600_000;

  private final long start;
  private final Map<Long, MutableShare> clients = new HashMap<>();

  /** Their hashes, the largest first: it makes room for a smaller one. */
  private final PriorityQueue<Long> largest = new PriorityQueue<>(Comparator.reverseOrder());

  private final ClassCounts classes = new ClassCounts();
  private Model model;
  private long newest = Long.MIN_VALUE;
  private long requests;
  private long latencyMicros;
  private long clientThreshold = Long.MAX_VALUE;

  WindowAccumulator(long start) {
    this.start = start;
  }

  /** True if events of a model and a window belong here. */
  boolean isOf(long windowStart, Model other) {
    return windowStart == start
        && model != null
        && other.name().equals(model.name())
        && other.tenant().equals(model.tenant());
  }

  void add(InferenceEvent event) {
    see(event.model(), event.timestamp());
    long micros = micros(event.latencyMillis());
    requests++;
    latencyMicros += micros;
    classes.add(event.prediction().predictedClass(), 1);
    long hash = Sample.client(event);
    if (hash <= clientThreshold) {
      MutableShare share = clients.get(hash);
      if (share == null) {
        share = newShare(hash, event.client().id());
      }
      share.requests++;
      share.latencyMicros += micros;
      share.classes.add(event.prediction().predictedClass(), 1);
      long priority = Sample.priority(event);
      if (share.wouldTake(priority)) {
        share.take(Sample.of(event, hash));
      }
    }
  }

  void add(WindowPartial partial) {
    see(partial.model(), partial.newest());
    requests += partial.requests();
    latencyMicros += partial.latencyMicros();
    partial.classes().forEach(classes::add);
    lowerThreshold(partial.clientThreshold());
    for (ClientShare part : partial.clients()) {
      if (part.hash() <= clientThreshold) {
        MutableShare share = clients.get(part.hash());
        if (share == null) {
          share = newShare(part.hash(), part.client());
        }
        share.requests += part.requests();
        share.latencyMicros += part.latencyMicros();
        part.classes().forEach(share.classes::add);
        part.samples().forEach(share::addSample);
      }
    }
  }

  WindowPartial toPartial() {
    List<ClientShare> shares = new ArrayList<>(clients.size());
    clients.forEach((hash, share) -> shares.add(share.toShare(hash)));
    shares.sort(Comparator.comparingLong(ClientShare::hash));
    return new WindowPartial(
        model, newest, start, requests, latencyMicros, classes.toMap(), shares, clientThreshold);
  }

  /** Ties go to the larger artefact name, so that order of arrival does not matter. */
  private void see(Model seen, long timestamp) {
    if (timestamp > newest
        || (timestamp == newest
            && !seen.equals(model)
            && seen.artefact().compareTo(model.artefact()) > 0)) {
      newest = timestamp;
      model = seen;
    }
  }

  /** Whole numbers, because their sum does not depend on order; an hour at most. */
  private static long micros(double millis) {
    return Math.round(1000 * Math.max(0, Math.min(LONGEST_MILLIS, millis)));
  }

  /**
   * The share of a client that is new here; one that is too many is dropped, maybe this very one.
   */
  private MutableShare newShare(long hash, String client) {
    MutableShare share = new MutableShare(client);
    clients.put(hash, share);
    largest.add(hash);
    if (clients.size() > CLIENTS) {
      lowerThreshold(largest.peek() - 1);
    }
    return share;
  }

  private void lowerThreshold(long threshold) {
    if (threshold < clientThreshold) {
      clientThreshold = threshold;
      while (!largest.isEmpty() && largest.peek() > threshold) {
        clients.remove(largest.poll());
      }
    }
  }

  private static final class MutableShare {
    private final String client;
    private final ClassCounts classes = new ClassCounts();
    private final List<Sample> samples = new ArrayList<>(2);
    private long requests;
    private long latencyMicros;

    MutableShare(String client) {
      this.client = client;
    }

    void addSample(Sample sample) {
      if (wouldTake(sample.priority())) {
        take(sample);
      }
    }

    /** False for most requests of a busy client, of which nothing need be made. */
    boolean wouldTake(long priority) {
      return samples.size() < SAMPLES_PER_CLIENT
          || priority < samples.get(samples.size() - 1).priority();
    }

    /** Puts a sample in its place, behind those of the same priority. */
    void take(Sample sample) {
      if (samples.size() == SAMPLES_PER_CLIENT) {
        samples.remove(samples.size() - 1);
      }
      int place = samples.size();
      while (place > 0 && samples.get(place - 1).priority() > sample.priority()) {
        place--;
      }
      samples.add(place, sample);
    }

    ClientShare toShare(long hash) {
      return new ClientShare(
          hash, client, requests, latencyMicros, classes.toMap(), new ArrayList<>(samples));
    }
  }
}
