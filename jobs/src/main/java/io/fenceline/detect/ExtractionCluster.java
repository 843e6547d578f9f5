// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.Difficulty;
import io.fenceline.model.Client;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of the clients of one cluster since it began to be counted.
 *
 * @param requests of all of them
 * @param looks times it was judged
 * @param alarmed true once an alarm was raised
 * @param newest newest event time
 * @param members the clients, sorted by key; at most {@link DistributedExtractionFunction#REQUESTS}
 *     over {@link ExtractionDetector#SHARE}
 */
public record ExtractionCluster(
    int requests, int looks, boolean alarmed, long newest, List<Member> members) {
  static final ExtractionCluster NEW = new ExtractionCluster(0, 0, false, 0, List.of());

  private static final Comparator<Member> BY_KEY = Comparator.comparing(Member::clientKey);

  /**
   * One client of the cluster.
   *
   * @param clientKey key of the client on the model
   * @param timestamp of its newest counted request
   * @param requestId that request
   */
  public record Member(
      String clientKey, Client client, long timestamp, String requestId, RequestProfile profile) {

    /** The same, after what was known of the client before. */
    private Member after(Member before) {
      return new Member(clientKey, client, timestamp, requestId, before.profile().plus(profile));
    }
  }

  /** With some more requests, in whatever order of clients. */
  ExtractionCluster with(ExtractionShare share) {
    Member latest =
        new Member(
            share.clientKey(),
            share.client(),
            share.timestamp(),
            share.requestId(),
            share.profile());
    int place = Collections.binarySearch(members, latest, BY_KEY);
    List<Member> sorted = new ArrayList<>(members.size() + 1);
    sorted.addAll(members);
    if (place >= 0) {
      sorted.set(place, latest.after(members.get(place)));
    } else {
      sorted.add(-place - 1, latest);
    }
    return new ExtractionCluster(
        requests + share.profile().requests(),
        looks,
        alarmed,
        Math.max(newest, share.timestamp()),
        sorted);
  }

  /** Clients with few requests each; who has more is judged alone. */
  List<Member> light() {
    return members.stream()
        .filter(member -> member.profile().requests() <= DistributedExtractionFunction.LIGHT)
        .toList();
  }

  /** Those of the clients whose requests are likelier in their common mix than in usual traffic. */
  static List<Member> inTune(List<Member> clients, RequestProfile mix) {
    double all = Difficulty.sum(mix.difficulty());
    return clients.stream()
        .filter(
            member -> {
              double evidence = 0;
              for (int bin = 0; bin < Difficulty.BINS; bin++) {
                double share = Math.max(1e-6, mix.difficulty()[bin] / all);
                evidence +=
                    member.profile().difficulty()[bin] * Math.log(share / Difficulty.usual(bin));
              }
              return evidence > 0;
            })
        .sorted(BY_KEY)
        .toList();
  }

  /** All requests of some clients. */
  static RequestProfile mix(List<Member> clients) {
    RequestProfile sum = RequestProfile.NONE;
    for (Member client : clients) {
      sum = sum.plus(client.profile());
    }
    return sum;
  }
}
