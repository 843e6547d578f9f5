// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Measure;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Standing;
import io.fenceline.model.Subject;
import io.fenceline.model.serializer.ImageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds a client whose answers are, again and again, a verdict that the model hardly ever gives: a
 * guard that blocks, a filter that flags. A Bernoulli CUSUM (Reynolds and Stoumbos 1999) of "the
 * class lies in the tail of {@value #TAIL} of the model's traffic": in control with probability
 * {@code p0}, the tail itself or the client's own share, whichever is larger; under attack with
 * {@value #UNDER_ATTACK}.
 *
 * <p>In a model of many classes a client with a mix of its own is honest, so there it is low. Where
 * one verdict is the rule (nine of ten requests), each other one is an exception about the request
 * itself, and twice the limit is medium.
 *
 * <p>The client's own share before the spell is its norm, and after {@value #HOLD} requests the
 * spell becomes the norm too: a tenant of rare inputs alarms once. Replays and near-duplicates are
 * passed over, as they repeat one finding.
 *
 * <p>State per client and model: {@link RareVerdicts}, 60 bytes and, during a spell, under 2 kB.
 */
final class RareVerdictDetector extends ClientDetector<RareVerdicts> {
  static final Rule RULE =
      new Rule(
          "rare-verdict",
          1,
          Family.ODDITY,
          "One client keeps getting a verdict that is rare for the model",
          List.of(
              AtlasTechnique.LLM_JAILBREAK,
              AtlasTechnique.LLM_PROMPT_INJECTION,
              AtlasTechnique.VERIFY_ATTACK),
          "If the model is a guard or a filter, read what it stopped and look for what came through"
              + " in between; suspend the key if it was no accident. If it is another model, ask"
              + " the owner what the client works on.");

  static final int HOLD = 200;

  static final double TAIL = 0.02;
  static final double UNDER_ATTACK = 0.3;

  private static final long serialVersionUID = 1L;

  /** See {@link ClientDetector}. */
  private static final int SLOT = 6;

  /** One in a thousand: a class never seen before is news, but one request is no proof. */
  private static final double RAREST = 0.001;

  /** Share of the commonest class from which on the others are exceptions. */
  private static final double RULE_OF_THE_MODEL = 0.9;

  private final double threshold;

  RareVerdictDetector(DetectSettings settings) {
    super(SLOT, RareVerdicts.class, settings.idleMillis());
    threshold = settings.rareVerdictThreshold();
  }

  @Override
  RareVerdicts none() {
    return RareVerdicts.NONE;
  }

  @Override
  RareVerdicts read(ImageReader in) {
    return RareVerdicts.read(in);
  }

  @Override
  boolean concerns(EnrichedEvent request) {
    Likeness likeness = request.enrichment().likeness();
    return !Double.isNaN(request.enrichment().standing().classTail())
        && !likeness.replay()
        && !likeness.nearDuplicate();
  }

  @Override
  RareVerdicts judge(RareVerdicts known, EnrichedEvent request, Findings out) {
    double tail = request.enrichment().standing().classTail();
    boolean rare = tail <= TAIL;
    double norm = Math.max(rare ? Math.max(tail, RAREST) : TAIL, known.norm());
    double ratio =
        rare
            ? Math.log(UNDER_ATTACK / norm)
            : Math.min(0, Math.log((1 - UNDER_ATTACK) / (1 - norm)));
    double sum = Math.min(4 * threshold, known.sum() + ratio);
    RareVerdicts counted = known.counted(rare);
    if (sum <= 0) {
      return counted.cleared();
    }
    RareVerdicts spell =
        new RareVerdicts(
            sum,
            Math.min(HOLD, known.held() + 1),
            // One spell, one alarm per level, however often the sum crosses it.
            Math.max(known.level(), (int) Math.min(2, Math.floor(sum / threshold))),
            counted.count(),
            counted.share(),
            known.norm(),
            rare ? evidence(known, request) : known.evidence());
    if (spell.level() > known.level()) {
      Severity severity = severity(spell, request.enrichment().standing());
      if (severity == Severity.MEDIUM || known.level() == 0) {
        out.collect(detection(request, spell, severity));
      }
    }
    return spell.held() < HOLD ? spell : spell.settled();
  }

  private static Severity severity(RareVerdicts spell, Standing standing) {
    boolean exceptional = standing.dominance() >= RULE_OF_THE_MODEL;
    return exceptional && spell.level() > 1 ? Severity.MEDIUM : Severity.LOW;
  }

  private static List<Evidence> evidence(RareVerdicts known, EnrichedEvent request) {
    InferenceEvent event = request.event();
    List<Evidence> evidence = new ArrayList<>(known.evidence());
    if (evidence.size() == Detection.MAX_EVIDENCE) {
      evidence.remove(0);
    }
    evidence.add(
        new Evidence(
            event.requestId(),
            event.timestamp(),
            String.format(
                Locale.ROOT,
                "class %s, which with all rarer ones is %.2f %% of the model's traffic",
                event.prediction().predictedClass(),
                100 * request.enrichment().standing().classTail())));
    return evidence;
  }

  private Detection detection(EnrichedEvent request, RareVerdicts spell, Severity severity) {
    InferenceEvent event = request.event();
    return new Detection(
        RULE,
        severity,
        event.clientKey(),
        Subject.of(event.client(), event.model()),
        event.timestamp(),
        String.format(
            Locale.ROOT,
            "the last %d distinct requests keep getting verdicts that are rare for the model, at"
                + " last %s",
            spell.held(),
            event.prediction().predictedClass()),
        new Measure(
            "CUSUM of the log-likelihood ratio of rare verdicts",
            spell.sum(),
            spell.level() * threshold,
            0),
        spell.evidence());
  }
}
