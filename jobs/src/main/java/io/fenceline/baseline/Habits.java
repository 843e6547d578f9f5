// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.NetworkPrefix;
import io.fenceline.feature.StableHash;
import io.fenceline.feature.UserAgent;
import io.fenceline.model.Client;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Novelty;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.Arrays;

/**
 * Where and how one credential is usually used. Mutable. Hashes are kept, no addresses; under 300
 * bytes.
 */
final class Habits {
  /** With more values than this a feature is no habit. */
  static final int FEW = 16;

  /** Requests and time before which everything is learnt. */
  private static final int ENOUGH = 200;

  private static final long HISTORY = 3_600_000;
  private static final long WEEK = 7 * 24 * 3_600_000L;
  private static final int[] NO_VALUES = {};

  /** Requests so far, {@link #ENOUGH} at most. */
  int requests;

  /** Event time of the first, if there was one. */
  long since;

  /** Networks seen, in order of their first use, at most one more than {@link #FEW}. */
  int[] networks = NO_VALUES;

  /** User agents without version numbers, likewise. */
  int[] agents = NO_VALUES;

  /** Endpoints, likewise. */
  int[] endpoints = NO_VALUES;

  /** Hours of the day (UTC) seen, one bit each. */
  int hours;

  /** Of the newest request: mostly the next one comes from there, and no array need be read. */
  private int newestNetwork;

  private int newestAgent;
  private int newestEndpoint;

  /** What is new about the request, which is learnt. */
  Novelty judge(InferenceEvent event) {
    Client client = event.client();
    if (client.apiKeyId().isEmpty() && client.userId().isEmpty()) {
      return Novelty.NONE;
    }
    long at = event.timestamp();
    int network = (int) NetworkPrefix.hashOf(client.sourceIp());
    int agent = (int) UserAgent.hashWithoutVersions(event.context().userAgent());
    int endpoint = hash(event.context().endpoint());
    int hour = 1 << Math.floorMod(Math.floorDiv(at, 3_600_000L), 24);
    if (requests == 0) {
      since = at;
    }
    boolean moved = network != newestNetwork || agent != newestAgent || endpoint != newestEndpoint;
    Novelty novelty = Novelty.NONE;
    if (requests >= ENOUGH && at - since >= HISTORY) {
      novelty =
          new Novelty(
              true,
              moved && isNew(networks, network),
              moved && isNew(agents, agent),
              moved && isNew(endpoints, endpoint),
              at - since >= WEEK && (hours & hour) == 0);
    }
    requests = Math.min(ENOUGH, requests + 1);
    hours |= hour;
    if (moved) {
      networks = learnt(networks, network);
      agents = learnt(agents, agent);
      endpoints = learnt(endpoints, endpoint);
      newestNetwork = network;
      newestAgent = agent;
      newestEndpoint = endpoint;
    }
    return novelty;
  }

  Habits copy() {
    Habits copy = new Habits();
    copy.requests = requests;
    copy.since = since;
    // Arrays are never changed, only replaced.
    copy.networks = networks;
    copy.agents = agents;
    copy.endpoints = endpoints;
    copy.hours = hours;
    return copy;
  }

  void write(ImageWriter out) {
    out.putSize(requests);
    if (requests > 0) {
      out.putLong(since);
      out.putInt(hours);
      write(networks, out);
      write(agents, out);
      write(endpoints, out);
    }
  }

  static Habits read(ImageReader in) {
    Habits read = new Habits();
    read.requests = in.takeSize();
    if (read.requests > 0) {
      read.since = in.takeLong();
      read.hours = in.takeInt();
      read.networks = readHashes(in);
      read.agents = readHashes(in);
      read.endpoints = readHashes(in);
    }
    return read;
  }

  private static void write(int[] hashes, ImageWriter out) {
    out.putByte(hashes.length);
    for (int hash : hashes) {
      out.putInt(hash);
    }
  }

  private static int[] readHashes(ImageReader in) {
    int length = in.takeByte();
    int[] hashes = length == 0 ? NO_VALUES : new int[length];
    for (int i = 0; i < length; i++) {
      hashes[i] = in.takeInt();
    }
    return hashes;
  }

  private static boolean isNew(int[] values, int value) {
    return value != 0 && values.length > 0 && values.length <= FEW && !contains(values, value);
  }

  private static int[] learnt(int[] values, int value) {
    if (value == 0 || values.length > FEW || contains(values, value)) {
      return values;
    }
    int[] more = Arrays.copyOf(values, values.length + 1);
    more[values.length] = value;
    return more;
  }

  private static boolean contains(int[] values, int value) {
    for (int each : values) {
      if (each == value) {
        return true;
      }
    }
    return false;
  }

  /** 0 stands for what is not logged. */
  private static int hash(String text) {
    return text.isEmpty() ? 0 : (int) StableHash.of(text);
  }
}
