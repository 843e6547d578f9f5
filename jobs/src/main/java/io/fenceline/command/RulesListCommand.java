// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.rule.RuleEntity;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.SqlRule;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows which rules there are. */
@Command(
    name = "list",
    description = "Show rules: id, version, status, severity, entity, techniques, title.",
    mixinStandardHelpOptions = true)
final class RulesListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RulesOption rules;

  @Override
  public Integer call() {
    RulePack pack = rules.chosen();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "VERSION", "STATUS", "SEVERITY", "ENTITY", "TECHNIQUES", "TITLE"));
    pack.rules().forEach(rule -> rows.add(row(rule)));
    PrintWriter out = spec.commandLine().getOut();
    if (rows.size() > 1) {
      out.print(AlignedTable.of(rows));
    }
    out.flush();
    if (!pack.faults().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "Not shown: what cannot be read, with %d faults; 'fenceline rules lint' says which."
              .formatted(pack.faults().size()));
      err.flush();
    }
    return 0;
  }

  private static List<String> row(SqlRule rule) {
    return List.of(
        rule.id(),
        Integer.toString(rule.rule().version()),
        rule.status().name().toLowerCase(Locale.ROOT),
        rule.severity().name().toLowerCase(Locale.ROOT),
        entity(rule.entity()),
        rule.rule().techniques().stream().map(AtlasTechnique::id).collect(Collectors.joining(" ")),
        rule.rule().title());
  }

  private static String entity(RuleEntity entity) {
    if (entity.equals(RuleEntity.CLIENT)) {
      return "client";
    }
    return entity.equals(RuleEntity.MODEL) ? "model" : String.join(" ", entity.columns());
  }
}
