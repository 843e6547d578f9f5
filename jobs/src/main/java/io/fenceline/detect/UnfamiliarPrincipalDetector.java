// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.detect.Principal.Visit;
import io.fenceline.feature.NetworkPrefix;
import io.fenceline.feature.StableHash;
import io.fenceline.feature.UserAgent;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Measure;
import io.fenceline.model.Novelty;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import io.fenceline.model.serializer.ImageReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a credential that is used as never before: from a network, with a software, on an endpoint
 * or at an hour of which at least two are new in one request. One alone is daily life (mobile
 * users, updates, new features). It is low, and learnt at once; medium if the new place then sends
 * near-duplicates or a burst within ten minutes. Also finds a credential that begins to be used
 * from three networks in turn, twice (low).
 *
 * <p>What is new the baseline says ({@link Novelty}), which keeps the habits. Clients known by
 * their address alone have no credential.
 *
 * <p>State per client and model: {@link Principal}, some 100 bytes, and 3 kB while networks change.
 */
final class UnfamiliarPrincipalDetector extends ClientDetector<Principal> {
  static final Rule RULE =
      new Rule(
          "unfamiliar-principal",
          1,
          Family.PRINCIPAL,
          "A credential is used from where and with what it never was",
          List.of(AtlasTechnique.INFERENCE_API_ACCESS),
          "Ask the owner whether the address and the software are theirs. If not, revoke the"
              + " credential and look at everything that came from that address.");

  private static final long serialVersionUID = 1L;

  /** See {@link ClientDetector}. */
  private static final int SLOT = 9;

  private static final long WATCH = 600_000;
  private static final long TURN = 300_000;

  private static final int NEW_AT_ONCE = 2;
  private static final int NETWORKS = 3;

  /** Near-duplicates among the client's last 32 requests. */
  private static final int PROBING = 8;

  UnfamiliarPrincipalDetector(long idleMillis) {
    super(SLOT, Principal.class, idleMillis);
  }

  @Override
  Principal none() {
    return Principal.NONE;
  }

  @Override
  Principal read(ImageReader in) {
    return Principal.read(in);
  }

  @Override
  boolean concerns(EnrichedEvent request) {
    return !request.event().client().apiKeyId().isEmpty()
        || !request.event().client().userId().isEmpty();
  }

  @Override
  Principal judge(Principal known, EnrichedEvent request, Findings out) {
    InferenceEvent event = request.event();
    long at = event.timestamp();
    long network = NetworkPrefix.hashOf(event.client().sourceIp());
    Novelty novelty = request.enrichment().novelty();
    boolean settled = novelty.known();
    List<String> news = novelty.equals(Novelty.NONE) ? List.of() : news(novelty);
    long strangeAt = known.strangeAt();
    long strange = known.strange();
    if (news.size() >= NEW_AT_ONCE) {
      out.collect(unfamiliar(request, news));
      strangeAt = at;
      strange = place(network, event);
    } else if (strangeAt != Principal.NEVER && at - strangeAt >= WATCH) {
      strangeAt = Principal.NEVER;
    }
    if (strangeAt != Principal.NEVER && probes(request) && strange == place(network, event)) {
      out.collect(probing(request));
      strangeAt = Principal.NEVER;
    }

    List<Visit> visits = visits(known, event, network);
    long interleaved = known.interleaved();
    boolean shared = known.shared();
    if (!shared && visits != known.visits() && isInterleaved(visits)) {
      // Whoever did so before it was known has the habit.
      boolean again = interleaved != Principal.NEVER && at - interleaved >= TURN;
      shared = !settled || again;
      if (settled && again) {
        out.collect(shared(request, visits));
      }
      interleaved = interleaved == Principal.NEVER ? at : interleaved;
    }
    return new Principal(strangeAt, strange, visits, interleaved, shared);
  }

  private static List<String> news(Novelty novelty) {
    List<String> news = new ArrayList<>();
    if (novelty.network()) {
      news.add("network");
    }
    if (novelty.userAgent()) {
      news.add("user agent");
    }
    if (novelty.endpoint()) {
      news.add("endpoint");
    }
    if (novelty.hour()) {
      news.add("hour of the day");
    }
    return news;
  }

  private static long place(long network, InferenceEvent event) {
    long agent = UserAgent.hashWithoutVersions(event.context().userAgent());
    return StableHash.mix(network ^ StableHash.mix(agent));
  }

  private static boolean probes(EnrichedEvent request) {
    return request.enrichment().likeness().recent() >= PROBING
        || request.enrichment().pace().burst();
  }

  private static List<Visit> visits(Principal known, InferenceEvent event, long network) {
    List<Visit> before = known.visits();
    boolean stays =
        network == 0
            || known.shared()
            || (!before.isEmpty() && before.get(before.size() - 1).network() == network);
    if (stays) {
      return before;
    }
    List<Visit> visits = new ArrayList<>(before);
    visits.removeIf(visit -> visit.at() <= event.timestamp() - TURN);
    if (visits.size() == Principal.VALUES) {
      visits.remove(0);
    }
    visits.add(new Visit(network, event.requestId(), event.timestamp()));
    return visits;
  }

  /** At least three networks, and at least two returns to one of them. */
  private static boolean isInterleaved(List<Visit> visits) {
    if (visits.size() < NETWORKS + 2) {
      return false;
    }
    long distinct = visits.stream().mapToLong(Visit::network).distinct().count();
    return distinct >= NETWORKS && visits.size() >= distinct + 2;
  }

  private static Detection unfamiliar(EnrichedEvent request, List<String> news) {
    String what = String.join(" and ", news);
    return detection(
        request,
        Severity.LOW,
        "used with a " + what + " that were never seen for this credential",
        new Measure("features never seen before, at once", news.size(), NEW_AT_ONCE, 0),
        List.of(evidence(request, "new " + what)));
  }

  private static Detection probing(EnrichedEvent request) {
    int recent = request.enrichment().likeness().recent();
    return detection(
        request,
        Severity.MEDIUM,
        "the place never seen before sends near-duplicates or a burst within ten minutes",
        new Measure("near-duplicates among the last 32 requests", recent, PROBING, 0),
        List.of(
            evidence(
                request,
                recent
                    + " near-duplicates among the last 32 requests, "
                    + request.enrichment().pace().requestsPerMinute()
                    + " requests within a minute")));
  }

  private static Detection shared(EnrichedEvent request, List<Visit> visits) {
    int from = Math.max(0, visits.size() - Detection.MAX_EVIDENCE);
    long distinct = visits.stream().mapToLong(Visit::network).distinct().count();
    return detection(
        request,
        Severity.LOW,
        distinct + " networks in turn within five minutes, for the second time",
        new Measure("networks in turn within five minutes", distinct, NETWORKS, 0),
        visits.subList(from, visits.size()).stream().map(Visit::evidence).toList());
  }

  private static Evidence evidence(EnrichedEvent request, String shows) {
    return new Evidence(request.event().requestId(), request.event().timestamp(), shows);
  }

  private static Detection detection(
      EnrichedEvent request,
      Severity severity,
      String reason,
      Measure measure,
      List<Evidence> evidence) {
    InferenceEvent event = request.event();
    return new Detection(
        RULE,
        severity,
        event.clientKey(),
        Subject.of(event.client(), event.model()),
        event.timestamp(),
        reason,
        measure,
        evidence);
  }
}
