// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

/** How an object on a server stands to the one that this version brings. */
enum Standing {
  /** It is not there. */
  MISSING("", true),
  /** It is what this version brings. */
  SAME("", false),
  /** An earlier version installed it, and nobody changed it. */
  OUTDATED("", true),
  /** Setup installed it, and somebody changed it. */
  CHANGED("changed since setup installed it", false),
  /** Somebody else made it. */
  FOREIGN("not installed by setup", false),
  /** A later version installed it. */
  NEWER("installed by a newer Fenceline", false);

  private final String note;
  private final boolean ours;

  Standing(String note, boolean ours) {
    this.note = note;
    this.ours = ours;
  }

  /** Whether it is installed now: always when nobody else cares, otherwise only if told to. */
  boolean installs(boolean overwrite) {
    return ours || (overwrite && this != SAME);
  }

  /** One word for what is done, or would be. */
  String word(boolean overwrite, boolean dryRun) {
    return switch (this) {
      case MISSING -> dryRun ? "create" : "created";
      case SAME -> "unchanged";
      case OUTDATED -> dryRun ? "upgrade" : "upgraded";
      case CHANGED, FOREIGN, NEWER -> {
        if (overwrite) {
          yield dryRun ? "replace" : "replaced";
        }
        yield dryRun ? "keep" : "kept";
      }
    };
  }

  /** Why it is kept or replaced, or empty. */
  String note(boolean overwrite) {
    return note.isEmpty() || overwrite ? note : note + "; --overwrite replaces it";
  }
}
