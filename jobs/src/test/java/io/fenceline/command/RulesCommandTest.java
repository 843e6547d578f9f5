// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.rule.RulePack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aNewRulePassesLint() {
    assertThat(run("new", "failing-client")).isZero();
    assertThat(run("new", "failing-model", "--entity", "model", "--family", "model")).isZero();
    assertThat(run("new", "failing-address", "--entity", "tenant,source_ip")).isZero();
    assertThat(RulePack.read(directory).rules()).hasSize(3);
    assertThat(run("lint")).isZero();
    assertThat(out.toString()).contains("3 rules, no faults.");
  }

  @Test
  void aRuleIsNotOverwritten() throws IOException {
    Files.writeString(directory.resolve("mine.yml"), "mine");
    assertThat(run("new", "mine")).isEqualTo(1);
    assertThat(err.toString()).contains("is there already");
    assertThat(directory.resolve("mine.yml")).hasContent("mine");
    assertThat(directory.resolve("mine.sql")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "new ../up, cannot be an id",
    "new a --family oddty, did you mean 'oddity'?",
    "new a --entity entropy, cannot be an entity",
    "lint failing, There is no rule 'failing'",
    "list failing, There is no rule 'failing'",
    "test failing, There is no rule 'failing'",
    "test, There are no rules to test.",
    "test --junit no/such/directory/report.xml, there is no directory",
    "plan failing, There is no rule failing",
    "plan --diff a --lock, Give either --diff or --lock.",
    "plan --lock failing, A lock holds all rules; name none.",
    "backtest failing --input log.jsonl, There is no rule failing",
    "backtest --input a --from 2026-03-03T00:00:00Z, go with --topic; files are read whole",
    "backtest --topic t --from 2026-03-03T00:00:00Z, --topic needs --to",
    "backtest --topic t --from 2026-03-03T00:00:00Z --to 2026-03-03T00:00:00Z, --to is not after",
    "backtest --input a --parallelism 0, --parallelism is 0; give at least 1."
  })
  void calls2WhatIsNotUnderstood(String arguments, String expected) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "lint", "test", "plan", "backtest --input log.jsonl"})
  void aDirectoryThatIsNotThereIsNamed(String arguments) {
    directory = directory.resolve("absent");
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("absent is no directory; name one with rules.");
  }

  @Test
  void aCaseThatNoRuleHasIsToldFromOneThatPasses() {
    run("new", "failing-client");
    assertThat(run("test", "--case", "no such words")).isEqualTo(2);
    assertThat(err.toString()).contains("No case has 'no such words' in its name.");
  }

  @Test
  void withoutARuleThereIsNothingToPlan() {
    assertThat(run("plan")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no rule in " + directory);
    assertThat(Fenceline.commandLine().setErr(new PrintWriter(err)).execute("rules")).isEqualTo(2);
    assertThat(err.toString()).contains("Name a command.");
  }

  @Test
  void aPlanSaysWhatItCannotCompareWithAndWhatItCannotCompile() throws IOException {
    run("new", "failing-client");
    assertThat(run("plan", "--diff", directory.resolve("earlier").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("earlier does not exist; name a lock or a directory.");
    Path sql = directory.resolve("failing-client.sql");
    Files.writeString(sql, Files.readString(sql).replace("status = 'failure'", "state = 1"));
    assertThat(run("plan")).isEqualTo(1);
    assertThat(err.toString()).contains(sql + ": failing-client cannot be compiled", "rules lint");
  }

  @Test
  void listsRulesWithoutObeyingTheirText() throws IOException {
    run("new", "failing-client");
    Path yml = directory.resolve("failing-client.yml");
    Files.writeString(
        yml, Files.readString(yml).replace("title: Failing client", "title: \"a\\e[2Jb\\nc\""));
    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .contains("ID", "failing-client", "experimental", "AML.T0040", "a?[2Jb c")
        .doesNotContain("\u001b");
  }

  @Test
  void faultsAreLinesWithFileAndLine() throws IOException {
    run("new", "failing-client");
    Path sql = directory.resolve("failing-client.sql");
    Files.writeString(sql, Files.readString(sql).replace("status = 'failure'", "RAND() < 1"));
    assertThat(run("lint", "failing-client")).isEqualTo(1);
    assertThat(out.toString())
        .contains(sql + ":16: failing-client: RAND gives something else each time; choose by")
        .contains("1 fault; 0 rules without.");
    assertThat(run("lint", "--json")).isEqualTo(1);
    assertThat(out.toString()).contains("\"line\":16,\"rule\":\"failing-client\"");
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "rules";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--rules";
    all[arguments.length + 2] = directory.toString();
    return Fenceline.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }
}
