// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Evidence;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Measure;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import io.fenceline.model.serializer.ImageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds a client that sends texts no person writes. The first within ten minutes is a lead, low;
 * {@value #NEEDED} within ten minutes are medium. Replays do not count, because they repeat one
 * finding. While the model's own texts are not known, nothing is more than a lead.
 *
 * <p>A tenant whose texts are such by nature is medium once: from then on its own past is the norm,
 * and only a pane of ten minutes with more than twice as many as any before is medium again. So n
 * texts give at most log2(n) medium detections, and one low one per ten minutes.
 *
 * <p>State per client and model that ever sent one: {@link OddTexts}, 60 bytes and the evidence,
 * under 3 kB.
 */
final class OddTextDetector extends ClientDetector<OddTexts> {
  static final long WINDOW = 600_000;
  static final int NEEDED = 3;

  private static final long serialVersionUID = 1L;

  private final OddText kind;

  OddTextDetector(OddText kind, long idleMillis) {
    super(kind.slot(), OddTexts.class, idleMillis);
    this.kind = kind;
  }

  @Override
  OddTexts none() {
    return OddTexts.NONE;
  }

  @Override
  OddTexts read(ImageReader in) {
    return OddTexts.read(in);
  }

  @Override
  boolean concerns(EnrichedEvent request) {
    return kind.isSeenIn(request) && !request.enrichment().likeness().replay();
  }

  @Override
  OddTexts judge(OddTexts known, EnrichedEvent request, Findings out) {
    long timestamp = request.event().timestamp();
    if (known.last() <= timestamp - WINDOW) {
      out.collect(lead(request));
    }
    if (!kind.isSure(request)) {
      return known.unsure(timestamp);
    }
    OddTexts counted =
        known.sure(timestamp, Math.floorDiv(timestamp, WINDOW), recent(known, request));
    boolean before = counted.alarmed() != OddTexts.NEVER;
    int found = before ? counted.inPane() : counted.recent().size();
    int needed = before ? 2 * counted.usual() + NEEDED : NEEDED;
    if (counted.alarmed() == counted.pane() || found < needed) {
      return counted;
    }
    out.collect(several(request, found, needed, counted.recent()));
    return counted.alarm();
  }

  private List<Evidence> recent(OddTexts known, EnrichedEvent request) {
    List<Evidence> recent = new ArrayList<>(known.recent());
    recent.removeIf(old -> old.timestamp() <= request.event().timestamp() - WINDOW);
    if (recent.size() == Detection.MAX_EVIDENCE) {
      recent.remove(0);
    }
    recent.add(evidence(request));
    return recent;
  }

  private Evidence evidence(EnrichedEvent request) {
    InferenceEvent event = request.event();
    return new Evidence(event.requestId(), event.timestamp(), kind.shows(request));
  }

  private Detection lead(EnrichedEvent request) {
    return detection(
        request,
        Severity.LOW,
        "a text with " + kind.shows(request),
        new Measure(kind.measure(), 1, 1, 0),
        List.of(evidence(request)));
  }

  private Detection several(EnrichedEvent request, int found, int needed, List<Evidence> recent) {
    return detection(
        request,
        Severity.MEDIUM,
        String.format(
            Locale.ROOT,
            "%d texts within ten minutes %s, at last one with %s",
            found,
            kind.trait(),
            kind.shows(request)),
        new Measure(kind.measure(), found, needed, 0),
        recent);
  }

  private Detection detection(
      EnrichedEvent request,
      Severity severity,
      String reason,
      Measure measure,
      List<Evidence> evidence) {
    InferenceEvent event = request.event();
    return new Detection(
        kind.rule(),
        severity,
        event.clientKey(),
        Subject.of(event.client(), event.model()),
        event.timestamp(),
        reason,
        measure,
        evidence);
  }
}
