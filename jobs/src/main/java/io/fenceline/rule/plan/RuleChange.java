// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of one rule between two states of the rules.
 *
 * @param id the rule
 * @param kind what happened
 * @param says the same in words, with what to do where something must be done
 */
public record RuleChange(String id, Kind kind, String says) {

  /** What may happen to a rule; those that are wrong must not be shipped. */
  public enum Kind {
    /** It was not there before. */
    NEW(false),
    /** It is not there any more. */
    GONE(false),
    /** It decides as before, and keeps its state. */
    SAME(false),
    /** It decides as before and keeps its state, only its status is another. */
    STATUS(false),
    /** Its version was raised: it begins without state. */
    RAISED(false),
    /** It decides otherwise, or compiles to something else, under the same version. */
    UNRAISED(true),
    /** Its version was lowered. */
    LOWERED(true),
    /** Its id belonged to a rule that was retired. */
    REUSED(true);

    private final boolean wrong;

    Kind(boolean wrong) {
      this.wrong = wrong;
    }

    /** True if the rules must not be shipped like this. */
    public boolean isWrong() {
      return wrong;
    }
  }

  /**
   * What happened to each rule, in order of the ids. Rules that were retired before are left out.
   */
  public static List<RuleChange> between(RuleLock before, RuleLock now) {
    Set<String> ids = new TreeSet<>(before.rules().keySet());
    ids.addAll(now.rules().keySet());
    List<RuleChange> changes = new ArrayList<>();
    for (String id : ids) {
      LockedRule old = before.rules().get(id);
      LockedRule present = now.rules().get(id);
      if (present != null && !present.isRetired()) {
        changes.add(of(old, present));
      } else if (old != null && !old.isRetired()) {
        changes.add(
            new RuleChange(id, Kind.GONE, "is gone; its state is dropped, its id stays taken"));
      }
    }
    return changes;
  }

  private static RuleChange of(LockedRule old, LockedRule now) {
    if (old == null) {
      return change(now, Kind.NEW, "is new and begins without state");
    }
    if (old.isRetired()) {
      return change(
          now,
          Kind.REUSED,
          "has the id of a rule that was retired: alerts of both could not be told apart; give it"
              + " another id");
    }
    if (now.version() < old.version()) {
      return change(
          now,
          Kind.LOWERED,
          "went back from version %d to %d; raise it above %d"
              .formatted(old.version(), now.version(), old.version()));
    }
    if (now.version() > old.version()) {
      return change(
          now,
          Kind.RAISED,
          "loses its state: version %d instead of %d, %s"
              .formatted(now.version(), old.version(), what(old, now)));
    }
    if (!now.logic().equals(old.logic()) || !now.plan().equals(old.plan())) {
      return change(
          now,
          Kind.UNRAISED,
          "changed without raising its version: %s; write version: %d"
              .formatted(what(old, now), old.version() + 1));
    }
    if (!now.status().equals(old.status())) {
      return change(
          now,
          Kind.STATUS,
          "keeps its state; status %s instead of %s".formatted(now.status(), old.status()));
    }
    return change(now, Kind.SAME, "keeps its state");
  }

  private static String what(LockedRule old, LockedRule now) {
    boolean logic = !now.logic().equals(old.logic());
    boolean plan = !now.plan().equals(old.plan());
    if (logic && plan) {
      return "it decides otherwise and compiles to something else";
    }
    if (logic) {
      return "it decides otherwise";
    }
    return plan
        ? "it compiles to something else, as a table or Flink has changed, so its state would not"
            + " fit"
        : "though it decides as before";
  }

  private static RuleChange change(LockedRule rule, Kind kind, String says) {
    return new RuleChange(rule.id(), kind, says);
  }

  /** The same with more to say. */
  public RuleChange and(String more) {
    return new RuleChange(id, kind, says + "; " + more);
  }

  @Override
  public String toString() {
    return id + " " + says;
  }
}
