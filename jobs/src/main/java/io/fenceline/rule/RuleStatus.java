// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

/** How far a rule is trusted. */
public enum RuleStatus {
  /** Being written: tested and backtested, but in no job unless it is asked for by name. */
  EXPERIMENTAL,
  /** On trial: runs in the job; every alert is low, whatever the rule says. */
  TEST,
  /** Proven against the benign baseline: runs in the job with its own severity. */
  STABLE
}
