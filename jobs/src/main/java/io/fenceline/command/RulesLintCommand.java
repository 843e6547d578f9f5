// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.rule.RuleFault;
import io.fenceline.rule.RulePack;
import io.fenceline.rule.lint.RuleLint;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong with rules, where, and how to mend it. */
@Command(
    name = "lint",
    description = {
      "Check rules without running them.",
      "Prints a line for each fault: file, line, rule, what is wrong; how to mend it."
          + " Exit code 0: no faults, 1: faults."
    },
    mixinStandardHelpOptions = true)
final class RulesLintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RulesOption rules;

  @Option(names = "--json", description = "Print a JSON object for each fault and nothing else.")
  private boolean asJson;

  @Override
  public Integer call() throws JsonProcessingException {
    RulePack read = rules.chosen();
    RulePack pack = read.with(RuleLint.check(read));
    PrintWriter out = spec.commandLine().getOut();
    for (RuleFault fault : pack.faults()) {
      out.println(asJson ? json(fault) : TerminalText.safe(fault.toString().replace('\n', ' ')));
    }
    if (!asJson) {
      out.println(summary(pack));
    }
    out.flush();
    return pack.faults().isEmpty() ? 0 : 1;
  }

  private static String summary(RulePack pack) {
    int all = pack.rules().size() + pack.faulty().size();
    return pack.faults().isEmpty()
        ? counted(all, "rule") + ", no faults."
        : "%s; %s without."
            .formatted(
                counted(pack.faults().size(), "fault"), counted(pack.rules().size(), "rule"));
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String json(RuleFault fault) throws JsonProcessingException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", fault.place().file());
    fields.put("line", fault.place().line());
    fields.put("rule", fault.rule());
    fields.put("reason", fault.reason());
    fields.put("mend", fault.mend());
    return new ObjectMapper().writeValueAsString(fields);
  }
}
