// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Rule;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What rules and detectors are for, and what nothing looks for, as a page. */
final class CoveragePage {
  private static final String HEAD =
      """
      # Coverage

      Generated from the rules and the detectors; a test compares.

      A name in this table says that somebody looks for signs of the technique, not that every use of it is found: what each one misses is in its `known_gaps`, or in [the page of the detectors](../jobs/docs/detectors.md).
      Only rules that are *stable* speak with their own severity; those on *test* give leads, and *experimental* ones are examples that do not run unless they are asked for.

      ## MITRE ATLAS

      Ids and names of release 5.6.1.

      | technique | tactic | rules in SQL | detectors |
      |---|---|---|---|
      """;

  private static final String OWASP =
      """

      ## OWASP Top 10 for LLM Applications

      Ids of the edition of 2025, which rules use; in brackets those of 2026, where the order is another.

      | risk | rules in SQL |
      |---|---|
      """;

  private static final String UNSEEN =
      """

      ## Visible in logs, and nothing looks for it

      Of ATLAS's other techniques, logs of a model's answers show nothing: they happen before the first request, in training, or inside other systems.

      | technique | why not |
      |---|---|
      """;

  private static final String NEEDS_TEXT =
      "Shows in the text of prompts or answers alone, which the log does not hold; a producer's flag"
          + " of its own is the way in, see `flags` in [tables](tables.md).";
  private static final String NEEDS_TOOLS =
      "Shows in what tools were called with, which the log does not hold; `tool_calls` counts them"
          + " only.";

  private static final Map<AtlasTechnique, String> REASONS =
      Map.ofEntries(
          Map.entry(
              AtlasTechnique.INVERT_MODEL,
              "Inversion climbs the score of one class with near-duplicates; the detectors of score"
                  + " attacks watch falling scores. A rule wants rising ones, and recorded attacks to"
                  + " set it apart from a camera that comes closer."),
          Map.entry(
              AtlasTechnique.BLACK_BOX_TRANSFER,
              "One request, made elsewhere, that looks like any other."),
          Map.entry(
              AtlasTechnique.BACKDOOR_TRIGGER,
              "One request with a trigger nobody knows; what many of them do to the classes is"
                  + " looked for under Poison Training Data."),
          Map.entry(
              AtlasTechnique.FINANCIAL_HARM,
              "The damage, not the deed; its causes are looked for."),
          Map.entry(
              AtlasTechnique.INTELLECTUAL_PROPERTY_THEFT,
              "The damage, not the deed; Extract AI Model is looked for."),
          Map.entry(
              AtlasTechnique.CORRUPT_MODEL,
              "A file that breaks its scanner; the model's digest is all that the log has of it, and"
                  + " a change of that is looked for under Manipulate AI Model."),
          Map.entry(AtlasTechnique.MALICIOUS_LINK, NEEDS_TEXT),
          Map.entry(AtlasTechnique.COMMAND_INTERPRETER, NEEDS_TOOLS),
          Map.entry(AtlasTechnique.DIRECT_PROMPT_INJECTION, NEEDS_TEXT),
          Map.entry(AtlasTechnique.INDIRECT_PROMPT_INJECTION, NEEDS_TEXT),
          Map.entry(AtlasTechnique.TRIGGERED_PROMPT_INJECTION, NEEDS_TEXT),
          Map.entry(AtlasTechnique.AGENT_TOOL_INVOCATION, NEEDS_TOOLS),
          Map.entry(AtlasTechnique.AGENTIC_CONSUMPTION, NEEDS_TOOLS),
          Map.entry(AtlasTechnique.UNSECURED_CREDENTIALS, NEEDS_TEXT),
          Map.entry(AtlasTechnique.EXTRACT_SYSTEM_PROMPT, NEEDS_TEXT),
          Map.entry(AtlasTechnique.LLM_DATA_LEAKAGE, NEEDS_TEXT),
          Map.entry(AtlasTechnique.DISCOVER_HALLUCINATIONS, NEEDS_TEXT),
          Map.entry(AtlasTechnique.PROMPT_CRAFTING, NEEDS_TEXT),
          Map.entry(AtlasTechnique.DISCOVER_SYSTEM_INFORMATION, NEEDS_TEXT),
          Map.entry(
              AtlasTechnique.SPECIAL_CHARACTER_SETS,
              "The share of special characters is logged, but markup, code and other scripts have as"
                  + " many as a probe for delimiters."),
          Map.entry(AtlasTechnique.SYSTEM_INSTRUCTION_KEYWORDS, NEEDS_TEXT),
          Map.entry(AtlasTechnique.DISCOVER_SYSTEM_PROMPT, NEEDS_TEXT),
          Map.entry(AtlasTechnique.RESPONSE_RENDERING, NEEDS_TEXT),
          Map.entry(AtlasTechnique.RAG_CREDENTIAL_HARVESTING, NEEDS_TEXT),
          Map.entry(AtlasTechnique.DISCOVER_TOOL_DEFINITIONS, NEEDS_TEXT),
          Map.entry(AtlasTechnique.DATA_FROM_AGENT_TOOLS, NEEDS_TOOLS),
          Map.entry(AtlasTechnique.EXFILTRATE_BY_AGENT_TOOL, NEEDS_TOOLS),
          Map.entry(AtlasTechnique.PROMPT_INFILTRATION, NEEDS_TEXT),
          Map.entry(
              AtlasTechnique.AI_SERVICE_API_CONTROL,
              "A beacon has an even pace, as every cron job has; its content is not logged."),
          Map.entry(AtlasTechnique.AGENT_TOOL_CREDENTIAL_HARVESTING, NEEDS_TOOLS),
          Map.entry(AtlasTechnique.DATA_DESTRUCTION_BY_AGENT_TOOL, NEEDS_TOOLS),
          Map.entry(AtlasTechnique.GENERATE_MALICIOUS_COMMANDS, NEEDS_TEXT));

  private CoveragePage() {}

  static String markdown(List<SqlRule> rules, Collection<Rule> detectors) {
    StringBuilder page = new StringBuilder(HEAD);
    StringBuilder unseen = new StringBuilder(UNSEEN);
    for (AtlasTechnique technique : AtlasTechnique.values()) {
      List<SqlRule> named =
          rules.stream().filter(rule -> rule.rule().techniques().contains(technique)).toList();
      String built =
          detectors.stream()
              .filter(rule -> rule.techniques().contains(technique))
              .map(rule -> "[%s](../jobs/docs/detectors.md#%s)".formatted(rule.id(), rule.id()))
              .collect(Collectors.joining(", "));
      String title = title(technique);
      if (named.isEmpty() && built.isEmpty()) {
        unseen.append("| %s | %s |\n".formatted(title, reason(technique, rules)));
      } else {
        page.append(
            "| %s | %s | %s | %s |\n".formatted(title, technique.tactic(), links(named), built));
      }
    }
    page.append(OWASP);
    for (OwaspRisk risk : OwaspRisk.values()) {
      List<SqlRule> named =
          rules.stream().filter(rule -> rule.notes().owasp().contains(risk.id())).toList();
      page.append(
          "| %s %s (%s) | %s |\n"
              .formatted(
                  risk.id(),
                  risk.title(),
                  risk.idIn2026(),
                  named.isEmpty() ? without(risk) : links(named)));
    }
    return page.append(unseen).toString();
  }

  private static String title(AtlasTechnique technique) {
    String name =
        technique.parentTitle().isEmpty()
            ? technique.title()
            : technique.parentTitle() + ": " + technique.title();
    return "[%s](https://atlas.mitre.org/techniques/%s) %s"
        .formatted(technique.id(), technique.id(), name);
  }

  private static String links(List<SqlRule> rules) {
    return rules.stream().map(CoveragePage::link).collect(Collectors.joining(", "));
  }

  private static String link(SqlRule rule) {
    Path file = Path.of(rule.source().sqlFile());
    String status =
        rule.status() == RuleStatus.STABLE
            ? ""
            : " (" + rule.status().name().toLowerCase(Locale.ROOT) + ")";
    return "[%s](rules/%s/%s)%s"
        .formatted(rule.id(), file.getParent().getFileName(), file.getFileName(), status);
  }

  private static String without(OwaspRisk risk) {
    return switch (risk) {
      case LLM08 -> "none: retrieval is not in the log";
      case LLM09 -> "none: whether an answer is true is not in the log";
      default -> "none";
    };
  }

  private static String reason(AtlasTechnique technique, List<SqlRule> rules) {
    boolean byParts =
        rules.stream()
            .flatMap(rule -> rule.rule().techniques().stream())
            .anyMatch(named -> named != technique && named.parentId().equals(technique.id()));
    if (byParts) {
      return "Rules name its parts.";
    }
    return REASONS.getOrDefault(technique, "Nobody has written a rule yet.");
  }
}
