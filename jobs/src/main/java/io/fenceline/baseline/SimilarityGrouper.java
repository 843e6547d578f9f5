// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.feature.ContentHash;
import io.fenceline.feature.InputVector;
import io.fenceline.feature.Sweep;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Prediction;
import io.fenceline.model.ScoreTrend;
import io.fenceline.model.SimilarityGroup;
import java.util.List;
import java.util.Optional;

/**
 * Groups a client's requests by likeness to its own last {@value ClientState#RING} (detector A1).
 *
 * <ul>
 *   <li>With fingerprints: near-duplicates share at least the configured share of the hashes that
 *       tell inputs apart; hashes that many unrelated inputs have are left out.
 *   <li>Without: the distance of the input statistics to the nearest of the last 32 requests, put
 *       in the distribution of such distances between unrelated requests of the model. With {@code
 *       u} its rank, {@code -ln u} has mean 1 for unrelated inputs; a CUSUM of {@code -ln u - 2}
 *       (Page 1954) rises only if a client is nearer to itself than chance explains, again and
 *       again.
 *   <li>A request with the same statistics, fingerprint and answer as an earlier one is a replay,
 *       not a near-duplicate: retries and health checks are none of this.
 * </ul>
 */
final class SimilarityGrouper {
  /** Fewer telling hashes than this say nothing. */
  private static final int MIN_TELLING = 4;

  private static final int NEIGHBOURS = 32;
  private static final double DRIFT = 2;
  private static final double MAX_EVIDENCE = 60;

  /** Rank in the null distribution below which a neighbour is near enough to join its group. */
  private static final double NEAR_RANK = 0.05;

  private static final int[] NO_HASHES = {};
  private static final long[] NONE_COMMON = {};

  private final TellingHashes tellingHashes = new TellingHashes();
  private final HashFilter filter = new HashFilter();
  private final double fingerprintShare;
  private final double enoughEvidence;
  private final double lowMargin;

  SimilarityGrouper(BaselineSettings settings) {
    fingerprintShare = settings.fingerprintShare();
    enoughEvidence = settings.statisticsEvidence();
    lowMargin = settings.lowMarginConfidence();
  }

  private record Nearest(double similarity, boolean near, boolean counts, int group) {
    static final Nearest NONE = new Nearest(Double.NaN, false, false, 0);
  }

  /** Near-duplicates among the last 32 requests that make a series, and that end it. */
  private static final int SERIES = 8;

  private static final int SERIES_OVER = 4;

  Likeness judge(InferenceEvent event, Optional<ModelReference> reference, ClientState state) {
    float[] vector = InputVector.of(event.input());
    long content = ContentHash.of(event, vector);
    if (state.ring.contains(content)) {
      return Likeness.replayed(recent(state));
    }
    int[] telling =
        tellingHashes.of(
            event.fingerprint(),
            reference.isPresent() ? reference.get().commonHashes() : NONE_COMMON);
    Nearest nearest =
        telling.length >= MIN_TELLING
            ? byFingerprint(telling, state)
            : byStatistics(vector, reference, state);
    boolean low = event.prediction().confidence() < lowMargin;
    Group before = nearest.near() ? take(state, nearest.group()) : Group.NONE;
    int id = before.size() > 0 ? before.id() : open(state);
    String predicted = event.prediction().predictedClass();
    boolean counts = before.size() > 0 && nearest.counts();
    boolean switched = counts && !predicted.equals(before.lastClass());
    Group after = joined(before, id, event.prediction(), counts, switched, low);
    double stopping = counts && after.size() == SERIES ? StoppingTest.judge(state) : 0;
    state.groups.add(after);
    if (after.scores().length > 0 && before.scores().length == 0) {
      forgetOldScores(state);
    }
    state.ring.add(content, vector, telling, after.id());
    state.recentNear = (state.recentNear << 1) | (before.size() > 0 ? 1 : 0);
    continueSeries(state, counts);
    if (!counts) {
      return Likeness.unlike(nearest.similarity(), recent(state));
    }
    return new Likeness(
        nearest.similarity(),
        true,
        false,
        before.lastClass(),
        switched,
        low,
        recent(state),
        state.series,
        stopping,
        telling.length >= MIN_TELLING ? telling : NO_HASHES,
        new SimilarityGroup(
            after.id(),
            after.size(),
            after.confirmed(),
            after.switches(),
            after.lowMargins(),
            after.topTwoShare(),
            trend(after, reference, state)));
  }

  private static ScoreTrend trend(
      Group group, Optional<ModelReference> reference, ClientState state) {
    ScoreTrend trend = ScoreSeries.trend(group);
    if (!trend.descent() || reference.isEmpty()) {
      return trend;
    }
    List<float[]> inputs = state.ring.vectors(group.id());
    return Sweep.isProgression(inputs, reference.get().vectorScale()) ? trend.asSweep() : trend;
  }

  private static Group joined(
      Group before, int id, Prediction answer, boolean counts, boolean switched, boolean low) {
    String predicted = answer.predictedClass();
    int size = before.size() + 1;
    String firstClass = before.size() == 1 ? before.lastClass() : before.firstClass();
    boolean moved = size > 1 && !predicted.equals(firstClass);
    boolean vote = moved && (before.others() == 0 || predicted.equals(before.other()));
    return new Group(
        id,
        size,
        before.confirmed() + (counts ? 1 : 0),
        firstClass,
        predicted,
        before.switches() + (switched ? 1 : 0),
        before.lowMargins() + (low ? 1 : 0),
        before.moved() + (moved ? 1 : 0),
        vote ? predicted : before.other(),
        before.others() + (vote ? 1 : moved ? -1 : 0),
        before.left(),
        ScoreSeries.with(before.scores(), size, firstClass, answer));
  }

  /** The bulk of a group are its scores: only those used last keep them. */
  private static void forgetOldScores(ClientState state) {
    int kept = 0;
    for (int i = state.groups.size() - 1; i >= 0; i--) {
      Group group = state.groups.get(i);
      if (group.scores().length > 0 && ++kept > ClientState.SCORED_GROUPS) {
        state.groups.set(i, group.withoutScores());
        return;
      }
    }
  }

  private static int recent(ClientState state) {
    return Integer.bitCount(state.recentNear);
  }

  private static void continueSeries(ClientState state, boolean counts) {
    if (state.series > 0 && recent(state) <= SERIES_OVER) {
      state.series = 0;
    }
    if (counts && state.series > 0) {
      state.series++;
    } else if (counts && recent(state) >= SERIES) {
      state.series = SERIES;
    }
  }

  private Nearest byFingerprint(int[] telling, ClientState state) {
    double best = Double.NaN;
    int group = 0;
    filter.set(telling);
    for (int i = state.ring.size() - 1; i >= 0; i--) {
      if (state.ring.tellingLength(i) >= MIN_TELLING) {
        double share = state.ring.share(i, filter, best);
        if (!(share <= best)) {
          best = share;
          group = state.ring.group(i);
        }
      }
    }
    boolean near = best >= fingerprintShare;
    return new Nearest(best, near, near, group);
  }

  private Nearest byStatistics(
      float[] vector, Optional<ModelReference> reference, ClientState state) {
    if (reference.isEmpty()
        || vector.length == 0
        || reference.get().neighbourDistances().size() == 0) {
      return Nearest.NONE;
    }
    double best = Double.POSITIVE_INFINITY;
    int group = 0;
    int last = state.ring.size() - 1;
    for (int i = last; i >= 0 && i > last - NEIGHBOURS; i--) {
      double distance = state.ring.distance(i, vector, reference.get().vectorScale(), best);
      if (distance < best) {
        best = distance;
        group = state.ring.group(i);
      }
    }
    if (Double.isInfinite(best)) {
      return Nearest.NONE;
    }
    double rank = reference.get().neighbourDistances().midRank(best);
    state.evidence = Math.max(0, Math.min(MAX_EVIDENCE, state.evidence - Math.log(rank) - DRIFT));
    boolean near = rank <= NEAR_RANK;
    return new Nearest(1 - rank, near, near && state.evidence >= enoughEvidence, group);
  }

  /**
   * Takes the group out of the list, if it is still there; who takes it puts its successor at the
   * end.
   */
  private static Group take(ClientState state, int id) {
    // The group used last stands at the end.
    for (int i = state.groups.size() - 1; i >= 0; i--) {
      if (state.groups.get(i).id() == id) {
        return state.groups.remove(i);
      }
    }
    return Group.NONE;
  }

  /** Makes room for a new group and gives its number. */
  private static int open(ClientState state) {
    if (state.groups.size() == ClientState.GROUPS) {
      state.groups.remove(0);
    }
    state.lastGroup++;
    return state.lastGroup;
  }
}
