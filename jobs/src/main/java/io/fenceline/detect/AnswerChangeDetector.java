// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.feature.InputVector;
import io.fenceline.feature.StableHash;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Measure;
import io.fenceline.model.Prediction;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import io.fenceline.model.serializer.ImageReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds a model that answers the same input differently than ever before, under the same version
 * and digest: weights that were swapped behind the log's back. Health probes and regression checks
 * are the canaries; they send the same input again and again.
 *
 * <p>An input is remembered from its first replay on. An answer is established when it came {@value
 * #ESTABLISHED} times in a row, so a model that samples its answers never has one. {@value #NEEDED}
 * changed answers to established inputs, none as expected between them, are a change; an input that
 * changes twice must change to the same answer, as new weights would. Another version or digest is
 * declared, and all is forgotten.
 *
 * <p>State per client and model: {@link AnswerMemory}, about 3 kB with {@value #INPUTS} inputs and
 * short class names; none for clients without replays; cleared when idle.
 */
final class AnswerChangeDetector extends ClientDetector<AnswerMemory> {
  static final int INPUTS = 32;
  static final int ESTABLISHED = 20;
  static final int NEEDED = 3;

  static final Rule RULE =
      new Rule(
          "answer-changed",
          1,
          Family.MODEL,
          "A model answers known inputs differently under the same version and digest",
          List.of(AtlasTechnique.MANIPULATE_MODEL, AtlasTechnique.ERODE_INTEGRITY),
          "Send the input of the evidence once more and compare with the released model. If the"
              + " answer stays changed, check what is really loaded and who can write to it.");

  private static final long serialVersionUID = 1L;

  /** See {@link ClientDetector}. */
  private static final int SLOT = 10;

  AnswerChangeDetector(long idleMillis) {
    super(SLOT, AnswerMemory.class, idleMillis);
  }

  @Override
  AnswerMemory none() {
    return AnswerMemory.NONE;
  }

  @Override
  AnswerMemory read(ImageReader in) {
    return AnswerMemory.read(in);
  }

  @Override
  boolean concerns(EnrichedEvent request) {
    return request.enrichment().likeness().replay();
  }

  @Override
  boolean concerns(AnswerMemory known, EnrichedEvent request) {
    InferenceEvent event = request.event();
    return concerns(request)
        || (event.model().isArtefact(known.artefact()) && known.to(inputHash(event)).isPresent());
  }

  @Override
  AnswerMemory judge(AnswerMemory known, EnrichedEvent request, Findings out) {
    InferenceEvent event = request.event();
    AnswerMemory before =
        event.model().isArtefact(known.artefact())
            ? known
            : AnswerMemory.of(event.model().artefact());
    long input = inputHash(event);
    Optional<RememberedAnswer> expected = before.to(input);
    AnswerMemory after =
        expected.isEmpty()
            ? with(before, first(event, input))
            : judge(before, expected.get(), event);
    if (after.changes().size() < NEEDED) {
      return after;
    }
    out.collect(detection(after, expected.orElseThrow(), event));
    return AnswerMemory.of(after.artefact());
  }

  private static AnswerMemory judge(
      AnswerMemory before, RememberedAnswer expected, InferenceEvent event) {
    String answer = event.prediction().predictedClass();
    double confidence = event.prediction().confidence();
    if (expected.isAnswer(answer, confidence)) {
      boolean tells = expected.times() >= ESTABLISHED;
      AnswerMemory same = with(before, expected.again());
      return tells ? new AnswerMemory(same.artefact(), same.answers(), List.of()) : same;
    }
    if (expected.times() < ESTABLISHED || !expected.mayChangeTo(answer, confidence)) {
      return with(before, first(event, expected.input()));
    }
    List<Evidence> changes = new ArrayList<>(before.changes());
    changes.add(
        new Evidence(
            event.requestId(),
            event.timestamp(),
            String.format(
                Locale.ROOT,
                "class %s with %.4f instead of %s with %.4f, %d times before",
                answer,
                confidence,
                expected.predictedClass(),
                expected.confidence(),
                expected.times())));
    AnswerMemory moved = with(before, expected.changed(answer, confidence));
    return new AnswerMemory(moved.artefact(), moved.answers(), changes);
  }

  private static RememberedAnswer first(InferenceEvent event, long input) {
    Prediction answer = event.prediction();
    return RememberedAnswer.first(input, answer.predictedClass(), answer.confidence());
  }

  /** Puts an answer at the end, in the place of that input's former one or of the oldest. */
  private static AnswerMemory with(AnswerMemory before, RememberedAnswer answer) {
    List<RememberedAnswer> answers = new ArrayList<>(before.answers());
    answers.removeIf(one -> one.input() == answer.input());
    if (answers.size() == INPUTS) {
      answers.remove(0);
    }
    answers.add(answer);
    return new AnswerMemory(before.artefact(), answers, before.changes());
  }

  private static long inputHash(InferenceEvent event) {
    long hash = StableHash.mix(Arrays.hashCode(InputVector.of(event.input())));
    for (long each : event.fingerprint()) {
      hash = StableHash.mix(hash ^ each);
    }
    return hash;
  }

  private static Detection detection(
      AnswerMemory memory, RememberedAnswer expected, InferenceEvent event) {
    return new Detection(
        RULE,
        Severity.MEDIUM,
        event.model().key(),
        Subject.of(event.model()),
        event.timestamp(),
        String.format(
            Locale.ROOT,
            "an input that had class %s with %.4f %d times now has class %s with %.4f;"
                + " version and digest are the same",
            expected.predictedClass(),
            expected.confidence(),
            expected.times(),
            event.prediction().predictedClass(),
            event.prediction().confidence()),
        new Measure(
            "changed answers to known inputs in a row",
            memory.changes().size(),
            NEEDED,
            expected.times()),
        memory.changes());
  }
}
