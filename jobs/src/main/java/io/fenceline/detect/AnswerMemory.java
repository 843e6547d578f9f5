// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Evidence;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inputs that one client sends again and again, and what changed among them.
 *
 * @param artefact version and digest that gave the answers
 * @param answers at most {@link AnswerChangeDetector#INPUTS}, the one used last at the end
 * @param changes changed answers since one was as expected, fewer than {@link
 *     AnswerChangeDetector#NEEDED}
 */
record AnswerMemory(String artefact, List<RememberedAnswer> answers, List<Evidence> changes)
    implements ClientRecord {
  static final AnswerMemory NONE = of("");

  /** Nothing remembered of what these weights answer. */
  static AnswerMemory of(String artefact) {
    return new AnswerMemory(artefact, List.of(), List.of());
  }

  /** What is remembered of an input. */
  Optional<RememberedAnswer> to(long input) {
    for (RememberedAnswer answer : answers) {
      if (answer.input() == input) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  @Override
  public void write(ImageWriter out) {
    out.putWord(artefact);
    out.putSize(answers.size());
    answers.forEach(answer -> answer.write(out));
    EvidenceImages.write(changes, out);
  }

  static AnswerMemory read(ImageReader in) {
    String artefact = in.takeWord();
    int size = in.takeSize();
    List<RememberedAnswer> answers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      answers.add(RememberedAnswer.read(in));
    }
    return new AnswerMemory(artefact, answers, EvidenceImages.read(in));
  }
}
