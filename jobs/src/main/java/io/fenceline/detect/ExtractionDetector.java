// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.Difficulty;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Measure;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Standing;
import io.fenceline.model.Subject;
import io.fenceline.model.serializer.ImageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * Finds a client whose requests look like those of a model thief, see {@link DifficultyShift}.
 *
 * <p>Asked at 50 and 100 requests of a window of {@value #WINDOW}, which finds a theft that begins
 * at any time; and over all windows at 200, 400, 800 and 1,600 requests, which finds one that is
 * diluted. Then the whole is halved, so that it goes on being asked. A window must also differ from
 * what the client itself sent before, once that is known, and an alarm is raised once per severity:
 * a tenant with odd inputs of its own is reported once and is then its own norm.
 *
 * <p>Replays and near-duplicates are no new inputs. Neither do these count: texts far longer than
 * the model's, which cost more than they teach, and texts of which the model knows hardly a word.
 *
 * <p>State per client and model: one {@link ExtractionState}, cleared when idle. Every {@value
 * #SHARE}th request sends what the last ones were like to the client's clusters.
 */
final class ExtractionDetector extends ClientDetector<ExtractionState> {
  static final Rule RULE =
      new Rule(
          "model-extraction",
          1,
          Family.EXTRACTION,
          "Requests of one client look like those of a model thief",
          List.of(AtlasTechnique.EXTRACT_MODEL, AtlasTechnique.INFERENCE_API_ACCESS),
          "Ask the owner of the key what the inputs are. If nobody can say, lower its quota, round"
              + " the confidences it gets, and look for other keys of the same origin.");

  static final OutputTag<ExtractionShare> SHARES =
      new OutputTag<>("extraction-shares", TypeInformation.of(ExtractionShare.class));

  static final int FIRST_LOOK = 50;
  static final int WINDOW = 100;
  static final int WHOLE = 1600;
  static final int SHARE = 10;
  static final int EVIDENCE = 8;

  private static final long serialVersionUID = 1L;

  /** See {@link ClientDetector}. */
  private static final int SLOT = 1;

  /** Windows that make a client's own norm. */
  private static final int OWN = 2 * WINDOW;

  private static final int MANY_REQUESTS = 800;
  private static final double UNUSUAL_RATE = 3;
  private static final double LONG_TEXT = 5;
  private static final double UNKNOWN_WORDS = 0.9;
  private static final double HARD_RANK = 15 / 16d;

  private final DifficultyShift shift;

  ExtractionDetector(DetectSettings settings) {
    super(SLOT, ExtractionState.class, settings.idleMillis());
    shift = new DifficultyShift(settings.extractionDivergence());
  }

  @Override
  ExtractionState none() {
    return ExtractionState.NEW;
  }

  @Override
  ExtractionState read(ImageReader in) {
    return ExtractionState.read(in);
  }

  @Override
  boolean concerns(EnrichedEvent request) {
    Standing standing = request.enrichment().standing();
    return !Double.isNaN(standing.entropyRank())
        && !request.enrichment().likeness().replay()
        && !(standing.lengthRatio() > LONG_TEXT)
        && !(request.event().input().oovRate() > UNKNOWN_WORDS);
  }

  @Override
  ExtractionState judge(ExtractionState known, EnrichedEvent request, Findings out) {
    return request.enrichment().likeness().nearDuplicate()
        ? alike(known)
        : judged(different(known, request), request, out);
  }

  private static ExtractionState alike(ExtractionState before) {
    return new ExtractionState(
        before.unsent().withAlike(),
        before.recent(),
        before.whole(),
        before.alarmed(),
        before.evidence());
  }

  private static ExtractionState different(ExtractionState before, EnrichedEvent event) {
    Standing standing = event.enrichment().standing();
    InferenceEvent request = event.event();
    List<ExtractionState.Hard> evidence = before.evidence();
    if (standing.entropyRank() >= HARD_RANK) {
      evidence = new ArrayList<>(evidence);
      if (evidence.size() == EVIDENCE) {
        evidence.remove(0);
      }
      evidence.add(
          new ExtractionState.Hard(
              request.requestId(),
              request.timestamp(),
              request.prediction().entropy(),
              standing.entropyRank()));
    }
    return new ExtractionState(
        before
            .unsent()
            .with(
                standing.entropyRank(),
                standing.entropyWidth(),
                request.prediction().predictedClass()),
        before.recent(),
        before.whole(),
        before.alarmed(),
        evidence);
  }

  private ExtractionState judged(ExtractionState now, EnrichedEvent event, Findings out) {
    if (now.unsent().requests() < SHARE) {
      return now;
    }
    UsualTraffic usual = UsualTraffic.of(event);
    for (String cluster : ClientCluster.of(event.event())) {
      out.collect(
          SHARES,
          new ExtractionShare(
              cluster,
              event.event().clientKey(),
              event.event().client(),
              event.event().model(),
              event.event().timestamp(),
              event.event().requestId(),
              now.unsent(),
              usual));
    }
    RequestProfile recent = now.recent().plus(now.unsent());
    RequestProfile whole = now.whole();
    List<ExtractionState.Hard> evidence = now.evidence();
    String alarmed = now.alarmed();
    if (recent.requests() == FIRST_LOOK || recent.requests() == WINDOW) {
      boolean ownNorm = whole.requests() >= OWN && !shift.differs(recent, whole);
      if (!ownNorm) {
        alarmed = alarm(now, recent, whole.requests() + recent.requests(), event, out);
      }
    }
    if (recent.requests() == WINDOW) {
      whole = whole.plus(recent);
      recent = RequestProfile.NONE;
      if (isLook(whole.requests()) && alarmed.equals(now.alarmed())) {
        alarmed = alarm(now, whole, whole.requests(), event, out);
      }
      evidence = List.of();
      whole = whole.requests() == WHOLE ? whole.halved() : whole;
    }
    return new ExtractionState(RequestProfile.NONE, recent, whole, alarmed, evidence);
  }

  private static boolean isLook(int requests) {
    return requests == 200 || requests == 400 || requests == 800 || requests == WHOLE;
  }

  /** Raises an alarm if there is cause and news; the severity alarmed of from now on. */
  private String alarm(
      ExtractionState state,
      RequestProfile profile,
      int requests,
      EnrichedEvent event,
      Findings out) {
    UsualTraffic usual = UsualTraffic.of(event);
    boolean many =
        requests >= MANY_REQUESTS || event.enrichment().deviation().rate() >= UNUSUAL_RATE;
    Severity severity = many ? Severity.HIGH : Severity.MEDIUM;
    if (!state.isNews(severity) || !shift.isTheft(profile, profile.requests(), usual)) {
      return state.alarmed();
    }
    out.collect(
        new Detection(
            RULE,
            severity,
            event.event().clientKey(),
            Subject.of(event.event().client(), event.event().model()),
            event.event().timestamp(),
            String.format(
                Locale.ROOT,
                "of the last %d different inputs %.0f %% are harder for the model than three"
                    + " quarters of its traffic, with answers spread over its classes (the largest"
                    + " has %.0f %%)",
                profile.requests(),
                100 * profile.hardShare(),
                100 * profile.largestClass()),
            new Measure(
                "divergence of the difficulty of requests from the model's traffic, nats",
                Difficulty.divergence(profile.difficulty()),
                shift.limit(profile.requests(), profile.requests(), usual),
                usual.sample()),
            new ArrayList<>(state.evidence().stream().map(ExtractionDetector::inWords).toList())));
    return severity.name();
  }

  private static Evidence inWords(ExtractionState.Hard request) {
    return new Evidence(
        request.requestId(),
        request.timestamp(),
        String.format(
            Locale.ROOT,
            "entropy %.3f, higher than that of %.1f %% of the model's traffic",
            request.entropy(),
            100 * request.rank()));
  }
}
