// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

/** Tactics of MITRE ATLAS, release 5.6.1, that {@link AtlasTechnique} points to, in its order. */
enum AtlasTactic {
  RECONNAISSANCE("AML.TA0002", "Reconnaissance"),
  RESOURCE_DEVELOPMENT("AML.TA0003", "Resource Development"),
  INITIAL_ACCESS("AML.TA0004", "Initial Access"),
  MODEL_ACCESS("AML.TA0000", "AI Model Access"),
  EXECUTION("AML.TA0005", "Execution"),
  PERSISTENCE("AML.TA0006", "Persistence"),
  DEFENSE_EVASION("AML.TA0007", "Defense Evasion"),
  CREDENTIAL_ACCESS("AML.TA0013", "Credential Access"),
  DISCOVERY("AML.TA0008", "Discovery"),
  LATERAL_MOVEMENT("AML.TA0015", "Lateral Movement"),
  COLLECTION("AML.TA0009", "Collection"),
  ATTACK_STAGING("AML.TA0001", "AI Attack Staging"),
  COMMAND_AND_CONTROL("AML.TA0014", "Command and Control"),
  EXFILTRATION("AML.TA0010", "Exfiltration"),
  IMPACT("AML.TA0011", "Impact");

  private final String id;
  private final String title;

  AtlasTactic(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** {@code AML.TA0001}. */
  String id() {
    return id;
  }

  /** The tactic's name in ATLAS. */
  String title() {
    return title;
  }
}
