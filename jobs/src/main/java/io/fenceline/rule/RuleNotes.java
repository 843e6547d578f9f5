// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.util.List;

/**
 * What people read about a rule; nothing here changes what it finds.
 *
 * @param rationale why these events mean an attack
 * @param falsePositives honest traffic that it may name
 * @param knownGaps attacks that it misses
 * @param owasp ids of the OWASP Top 10 for LLM applications, 2025, such as LLM10
 * @param controls compliance controls that it serves
 * @param references where more is said
 */
public record RuleNotes(
    String rationale,
    List<String> falsePositives,
    List<String> knownGaps,
    List<String> owasp,
    List<String> controls,
    List<String> references) {}
