// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.Difficulty;
import io.fenceline.model.Client;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

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

  /**
   * One client of the cluster.
   *
   * @param clientKey key of the client on the model
   * @param timestamp of its newest counted request
   * @param requestId that request
   */
  public record Member(
      String clientKey, Client client, long timestamp, String requestId, RequestProfile profile) {}

  /** With some more requests, in whatever order of clients. */
  ExtractionCluster with(ExtractionShare share) {
    TreeMap<String, Member> byKey = new TreeMap<>();
    members.forEach(member -> byKey.put(member.clientKey(), member));
    Member known = byKey.get(share.clientKey());
    byKey.put(
        share.clientKey(),
        new Member(
            share.clientKey(),
            share.client(),
            share.timestamp(),
            share.requestId(),
            known == null ? share.profile() : known.profile().plus(share.profile())));
    return new ExtractionCluster(
        requests + share.profile().requests(),
        looks,
        alarmed,
        Math.max(newest, share.timestamp()),
        new ArrayList<>(byKey.values()));
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
        .sorted(Comparator.comparing(Member::clientKey))
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
