// SPDX-License-Identifier: Apache-2.0
package io.fenceline.pattern;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Detection;
import io.fenceline.model.Family;
import io.fenceline.model.Measure;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.pattern.condition.WalkFact;
import io.fenceline.signal.Signal;
import io.fenceline.signal.SignalKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * Somebody walks along a decision boundary: near-duplicates of one input, among them at least three
 * class switches and one answer close to the boundary, within ten minutes. This is how HopSkipJump
 * and its kin look to the model: each step asks "still on the other side?".
 *
 * <p>The order of the facts is left open on purpose. An attack that starts with a binary search
 * switches classes before its run is long; one that starts with noise has its run first. A match
 * takes exactly one signal per fact ({@link WalkFact}), earliest first, so a walk matches at the
 * very signal that completes it. Each match needs a new run signal, and those double: n
 * near-duplicates of one group give at most log2(n) - 3 matches. Each signal opens a partial match
 * of its own, at most four signals long, so the work per group grows with the square of its signals
 * in the window; it stays small because a group sends few ({@link SignalKind}).
 *
 * <p>What it misses: walks slower than three switches in ten minutes, walks without logged
 * confidence, walks spread over many identities, and attacks that only push a score down (see
 * {@link ScoreDescentPattern}). What it takes for an attack: an honest robustness test, which is
 * the same thing done by a friend.
 */
public final class BoundaryAttackPattern implements DetectionPattern {
  /**
   * Requests that the run must have: a few frames of a camera on an input that is undecided by
   * itself may switch three times.
   */
  public static final int MIN_RUN = 16;

  /** Class switches that must lie in the window. */
  public static final int MIN_SWITCHES = 3;

  /** Longest time from the first fact to the last, exclusive. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  private static final long serialVersionUID = 1L;

  private static final String WALK = "walk";

  private static final Rule RULE =
      new Rule(
          "boundary-attack",
          2,
          Family.SIMILARITY,
          "Decision boundary walked with near-duplicate requests",
          List.of(
              AtlasTechnique.BLACK_BOX_OPTIMIZATION,
              AtlasTechnique.EVADE_MODEL,
              AtlasTechnique.VERIFY_ATTACK),
          "Ask the owner of the client whether a robustness test is under way. If not, throttle or"
              + " suspend the client and look at the last inputs of the group: they are adversarial"
              + " examples of the class that was attacked, and may already be in use elsewhere.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public boolean reads(Signal signal) {
    return switch (signal.kind()) {
      case NEAR_DUPLICATE_RUN -> signal.value() >= MIN_RUN;
      case BOUNDARY_CROSSING, LOW_MARGIN -> true;
      default -> false;
    };
  }

  @Override
  public String key(Signal signal) {
    return SignalKeys.group(signal);
  }

  @Override
  public Pattern<Signal, ?> pattern() {
    return Pattern.<Signal>begin(WALK, AfterMatchSkipStrategy.skipPastLastEvent())
        .where(new WalkFact(WALK, MIN_RUN, MIN_SWITCHES))
        .times(WalkFact.FACTS)
        .within(WINDOW);
  }

  @Override
  public Detection detection(Map<String, List<Signal>> stages) {
    Match match = Match.of(stages);
    Signal newest = match.last(SignalKind.BOUNDARY_CROSSING);
    double first = match.values(SignalKind.BOUNDARY_CROSSING).min().orElse(newest.value());
    long switches = Math.round(newest.value() - first) + 1;
    double run = match.last(SignalKind.NEAR_DUPLICATE_RUN).value();
    String reason =
        String.format(
            Locale.ROOT,
            "At least %.0f near-duplicate requests walked along a decision boundary with %d class"
                + " switches in %s (the newest: %s); lowest confidence %.2f",
            run,
            switches,
            match.duration(),
            newest.shows(),
            match.values(SignalKind.LOW_MARGIN).min().orElse(Double.NaN));
    return match.detection(
        RULE,
        Severity.HIGH,
        reason,
        new Measure("class switches among near-duplicates", switches, MIN_SWITCHES, 0));
  }
}
