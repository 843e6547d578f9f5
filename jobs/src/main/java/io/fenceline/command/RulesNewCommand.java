// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.model.Family;
import io.fenceline.rule.RuleEntity;
import io.fenceline.rule.table.RuleTables;
import io.fenceline.rule.table.TableColumn;
import io.fenceline.yaml.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the two files of a rule that works, to be changed into another. */
@Command(
    name = "new",
    description = "Write a new rule from the template: <ID>.sql and <ID>.yml, with tests.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class RulesNewCommand implements Callable<Integer> {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_ID = 64;

  /** Columns that every event of a test has. */
  private static final Set<String> GIVEN = Set.of("tenant", "model_name", "client", "status");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      description = "Name of the rule and its files, such as failing-client; never used again.")
  private String id;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      required = true,
      description = "Directory for the files; made if it is missing.")
  private Path directory;

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      description =
          "Kind of evidence: similarity, oddity, extraction, consumption, principal, model.")
  private String family = "consumption";

  @Option(
      names = "--entity",
      paramLabel = "ENTITY",
      split = ",",
      description = "Whom alerts are about: client, model, or columns with commas between them.")
  private List<String> entity = List.of("client");

  @Override
  public Integer call() throws IOException {
    if (!SLUG.matcher(id).matches() || id.length() > LONGEST_ID) {
      throw usage(
          "'%s' cannot be an id; use at most %d of a-z, 0-9, and single dashes between them."
              .formatted(id, LONGEST_ID));
    }
    Map<String, String> values = values();
    Files.createDirectories(directory);
    Path sql = directory.resolve(id + ".sql");
    Path yml = directory.resolve(id + ".yml");
    for (Path file : List.of(sql, yml)) {
      if (Files.exists(file)) {
        throw exists(file);
      }
    }
    write(sql, filled("rule-template.sql", values));
    write(yml, filled("rule-template.yml", values));
    spec.commandLine()
        .getOut()
        .println(
            TerminalText.safe(
                "Wrote %s and %s. Change them, then: fenceline rules lint --rules %s %s"
                    .formatted(sql, yml.getFileName(), directory, id)));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Map<String, String> values() {
    List<String> columns = columns();
    Set<String> output = new LinkedHashSet<>(List.of("tenant", "model_name"));
    output.addAll(columns);
    StringBuilder given = new StringBuilder();
    columns.stream()
        .filter(column -> !GIVEN.contains(column))
        .forEach(column -> given.append(column).append(": a, "));
    String title = id.replace('-', ' ');
    boolean word = entity.size() == 1 && (columns.size() > 1);
    return Map.of(
        "id", id,
        "title", title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
        "family", family(),
        "entity", String.join(", ", columns),
        "entity_word", word ? entity.get(0) : "[" + String.join(", ", columns) + "]",
        "output", String.join(", ", output),
        "given", given.toString());
  }

  private String family() {
    List<String> families = new ArrayList<>();
    for (Family each : Family.values()) {
      families.add(each.name().toLowerCase(Locale.ROOT));
    }
    if (!families.contains(family)) {
      throw usage(
          "There is no family '%s'%s; they are %s."
              .formatted(
                  family, NearestName.suggestion(family, families), String.join(", ", families)));
    }
    return family;
  }

  private List<String> columns() {
    if (entity.equals(List.of("client"))) {
      return RuleEntity.CLIENT.columns();
    }
    if (entity.equals(List.of("model"))) {
      return RuleEntity.MODEL.columns();
    }
    List<String> texts =
        RuleTables.ENRICHED_EVENTS.columns().stream()
            .filter(column -> column.type().is(LogicalTypeRoot.VARCHAR))
            .map(TableColumn::name)
            .filter(name -> !name.equals("request_id"))
            .toList();
    for (String column : entity) {
      if (!texts.contains(column)) {
        throw usage(
            "'%s' cannot be an entity%s; name client, model, or columns of text in sql/tables.md."
                .formatted(column, NearestName.suggestion(column, texts)));
      }
    }
    return List.copyOf(new LinkedHashSet<>(entity));
  }

  private static String filled(String template, Map<String, String> values) throws IOException {
    try (InputStream in = RulesNewCommand.class.getResourceAsStream(template)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return text;
    }
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    }
  }

  private static CommandFailure exists(Path file) {
    return new CommandFailure(file + " is there already; choose another id, or remove it.");
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
