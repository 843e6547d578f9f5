// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.util.Arrays;
import java.util.Optional;

/**
 * The OWASP Top 10 for LLM Applications, edition 2025, with the names it gives them. The edition of
 * August 2026 has nearly the same risks in another order, so that a bare id means little without
 * its year; rules keep to 2025, which the tools around still speak.
 */
public enum OwaspRisk {
  LLM01("Prompt Injection", 1),
  LLM02("Sensitive Information Disclosure", 2),
  LLM03("Supply Chain", 4),
  LLM04("Data and Model Poisoning", 5),
  LLM05("Improper Output Handling", 10),
  LLM06("Excessive Agency", 3),
  LLM07("System Prompt Leakage", 8),
  LLM08("Vector and Embedding Weaknesses", 9),
  LLM09("Misinformation", 7),
  LLM10("Unbounded Consumption", 6);

  private final String title;
  private final int place2026;

  OwaspRisk(String title, int place2026) {
    this.title = title;
    this.place2026 = place2026;
  }

  /** The risk with this id, such as {@code LLM10}, if there is one. */
  public static Optional<OwaspRisk> ofId(String id) {
    return Arrays.stream(values()).filter(risk -> risk.id().equals(id)).findFirst();
  }

  /** {@code LLM10}, in the edition of 2025. */
  public String id() {
    return name();
  }

  /** Its id in the edition of 2026, where {@code LLM07} is part of Hidden Context Exposure. */
  public String idIn2026() {
    return "LLM%02d".formatted(place2026);
  }

  /** The risk's name in the edition of 2025. */
  public String title() {
    return title;
  }
}
