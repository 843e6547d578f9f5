// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Family;
import io.fenceline.model.Rule;
import java.util.List;
import java.util.Locale;

/** What a text can have that no person writes. */
enum OddText {
  /** A string that a search has found, such as those of GCG (Zou et al. 2023). */
  ADVERSARIAL_SUFFIX(
      "improbable texts within ten minutes",
      "are too improbable to be written by a person",
      new Rule(
          "adversarial-suffix",
          1,
          Family.ODDITY,
          "Texts that are too improbable to be written by a person",
          List.of(AtlasTechnique.LLM_JAILBREAK, AtlasTechnique.LLM_PROMPT_INJECTION),
          "Read the listed prompts at the source: a searched suffix looks like noise behind a"
              + " plain request. Look at what the model answered. Code, encoded data or another"
              + " language explain themselves by their owner.")),
  /** Instructions in characters that have no shape ("ASCII smuggling"). */
  HIDDEN_TEXT(
      "texts with hidden characters within ten minutes",
      "have characters that a reader does not see",
      new Rule(
          "hidden-text",
          1,
          Family.ODDITY,
          "Texts with characters that a reader does not see",
          List.of(AtlasTechnique.LLM_PROMPT_INJECTION, AtlasTechnique.LLM_JAILBREAK),
          "Decode the hidden characters of the listed prompts: tag characters are ASCII letters"
              + " plus U+E0000. Find out where the text came from, as its sender may have pasted"
              + " it unknowingly, and strip such characters before the model."));

  /**
   * Perplexity above which a text counts. NeMo Guardrails' published limit for beginnings and ends
   * of prompts under GPT-2: 49 of 50 GCG suffixes lie above, and 0.04 % of honest prompts.
   */
  static final double PERPLEXITY = 1845.65;

  /**
   * Times the 99th percentile of the model's texts. Another language model, or another language,
   * has another scale; ours, an order of magnitude.
   */
  static final double PERPLEXITY_RATIO = 10;

  /**
   * Characters. Smuggled text takes one for each of its letters, a word with its space eight; one
   * or two marks are normal where directions of writing mix. Ours.
   */
  static final double HIDDEN_CHARACTERS = 8;

  private static final double WRITTEN_OUT = 1e6;

  private final String measure;
  private final String trait;
  private final Rule rule;

  OddText(String measure, String trait, Rule rule) {
    this.measure = measure;
    this.trait = trait;
    this.rule = rule;
  }

  /** See {@link ClientDetector}. */
  int slot() {
    return switch (this) {
      case ADVERSARIAL_SUFFIX -> 7;
      case HIDDEN_TEXT -> 8;
    };
  }

  /** What {@link OddTextDetector} counts. */
  String measure() {
    return measure;
  }

  /** What several such texts have in common, as the rest of a sentence. */
  String trait() {
    return trait;
  }

  Rule rule() {
    return rule;
  }

  /** Whether the request has it, as far as is known of the model; not where nothing is logged. */
  boolean isSeenIn(EnrichedEvent request) {
    return switch (this) {
      case ADVERSARIAL_SUFFIX ->
          request.event().input().perplexity() > PERPLEXITY
              && (isSure(request) || Double.isNaN(ratio(request)));
      case HIDDEN_TEXT -> request.event().input().hiddenCharCount() >= HIDDEN_CHARACTERS;
    };
  }

  /** Whether the model's own texts are known well enough to say more than a lead. */
  boolean isSure(EnrichedEvent request) {
    return this == HIDDEN_TEXT || ratio(request) > PERPLEXITY_RATIO;
  }

  /** The figures of one request that has it. */
  String shows(EnrichedEvent request) {
    return switch (this) {
      case ADVERSARIAL_SUFFIX ->
          "perplexity "
              + written(request.event().input().perplexity())
              + (isSure(request)
                  ? ", " + written(ratio(request)) + " times what 99 % of the model's texts keep to"
                  : ", while that of the model's texts is not known yet");
      case HIDDEN_TEXT ->
          written(request.event().input().hiddenCharCount())
              + " characters that a reader does not see";
    };
  }

  private static double ratio(EnrichedEvent request) {
    return request.enrichment().standing().perplexityRatio();
  }

  /** A client may claim any number, which must not fill the page. */
  private static String written(double number) {
    return String.format(Locale.ROOT, number < WRITTEN_OUT ? "%.0f" : "%.1e", number);
  }
}
