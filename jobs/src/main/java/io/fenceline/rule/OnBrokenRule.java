// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

/** What becomes of a start with a rule that cannot run. */
public enum OnBrokenRule {
  /** Nothing starts; the message names every broken rule. */
  REFUSE,
  /** The others run; the broken ones are logged and shown. */
  QUARANTINE
}
