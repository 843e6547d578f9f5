// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import java.util.List;
import java.util.TreeSet;

/**
 * Whom or what a detection is about: one model, and the identities that took part. A detection
 * about the model itself names no identity. Lists are sorted and distinct.
 *
 * @param model the model, in the version of the completing event; version and digest are empty
 *     where several took part
 */
public record Subject(
    Model model, List<String> apiKeyIds, List<String> userIds, List<String> sourceIps) {

  /** One client on one model. */
  public static Subject of(Client client, Model model) {
    return new Subject(model, one(client.apiKeyId()), one(client.userId()), one(client.sourceIp()));
  }

  /** The model itself, no client. */
  public static Subject of(Model model) {
    return new Subject(model, List.of(), List.of(), List.of());
  }

  /** True if it names no identity, so that it says nothing of a client. */
  public boolean isModelOnly() {
    return apiKeyIds.isEmpty() && userIds.isEmpty() && sourceIps.isEmpty();
  }

  /**
   * The one client it is about, as {@link Client#id()} names it: the one API key, or the one user
   * if no API key took part, or the one address if neither did; else empty.
   */
  public String client() {
    if (!apiKeyIds.isEmpty()) {
      return apiKeyIds.size() == 1 ? "key:" + apiKeyIds.get(0) : "";
    }
    if (!userIds.isEmpty()) {
      return userIds.size() == 1 ? "user:" + userIds.get(0) : "";
    }
    return sourceIps.size() == 1 ? "ip:" + sourceIps.get(0) : "";
  }

  /**
   * Both together: the later one's model, and everybody of either, as many as fit.
   *
   * @param later the subject of the later event
   * @param limit most identities of each sort; where there are more, those of {@code this} stay
   */
  public Subject with(Subject later, int limit) {
    Model both = later.model;
    if (!model.version().equals(both.version()) || !model.digest().equals(both.digest())) {
      both = new Model(both.name(), "", "", both.tenant());
    }
    return new Subject(
        both,
        union(apiKeyIds, later.apiKeyIds, limit),
        union(userIds, later.userIds, limit),
        union(sourceIps, later.sourceIps, limit));
  }

  private static List<String> union(List<String> known, List<String> more, int limit) {
    if (known.size() >= limit || known.containsAll(more)) {
      return known;
    }
    TreeSet<String> all = new TreeSet<>(known);
    for (String identity : more) {
      if (all.size() < limit) {
        all.add(identity);
      }
    }
    return List.copyOf(all);
  }

  private static List<String> one(String identity) {
    return identity.isEmpty() ? List.of() : List.of(identity);
  }
}
