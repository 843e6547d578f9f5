// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import static io.fenceline.rule.RuleFaults.quote;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Family;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.yaml.NearestName;
import io.fenceline.yaml.Place;
import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlFile;
import io.fenceline.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one rule from its two files. */
final class RuleFileReader {
  /** Longest bound of time that a file may name; what a query may look back is for lint to say. */
  static final Duration LONGEST = Duration.ofDays(365);

  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_ID = 64;
  private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final int MOST_COLUMNS = 8;
  private static final int MOST_VERSIONS = 1_000_000;

  private final RuleSource source;
  private final RuleFaults faults;
  private final SqlRule rule;

  RuleFileReader(RuleSource source) {
    this.source = source;
    String id = RuleTree.baseName(source.ymlFile());
    faults = new RuleFaults(id);
    rule = rule(id, new RuleFields(mapping(), "a rule", faults));
  }

  /** The rule, with defaults where its file is wrong. */
  SqlRule rule() {
    return rule;
  }

  List<RuleFault> faults() {
    return faults.found();
  }

  private YamlNode.Mapping mapping() {
    try {
      return YamlFile.read(source.ymlFile(), source.yml());
    } catch (YamlFault e) {
      faults.add(e.place(), e.problem(), "mend the YAML there");
      return new YamlNode.Mapping(Map.of(), new Place(source.ymlFile(), 1));
    }
  }

  private SqlRule rule(String id, RuleFields fields) {
    boolean readable = faults.isEmpty();
    id(id, fields);
    Rule told =
        new Rule(
            id,
            fields.whole("version", 1, MOST_VERSIONS, 1),
            fields.choice("family", Family.class, Family.ODDITY),
            fields.text("title"),
            techniques(fields),
            fields.text("runbook"));
    RuleEntity entity = entity(fields);
    SqlRule read =
        new SqlRule(
            told,
            fields.choice("status", RuleStatus.class, RuleStatus.EXPERIMENTAL),
            fields.choice("severity", Severity.class, Severity.LOW),
            entity,
            fields.duration("window", LONGEST, Duration.ZERO),
            fields.duration("suppress", LONGEST, Duration.ZERO),
            fields.truth("sequence"),
            fields.text("reason"),
            measure(fields),
            notes(fields),
            source,
            new RuleCaseReader(source.sql(), entity, faults).cases(fields));
    if (readable) {
      require(fields);
      fields.refuseOthers();
    }
    return read;
  }

  private void require(RuleFields fields) {
    fields.require("id", "write the name of the file without its ending");
    fields.require("version", "begin with version: 1");
    fields.require("status", "begin with status: experimental");
    fields.require("title", "write the headline of the rule's alerts");
    fields.require(
        "family", "write one of similarity, oddity, extraction, consumption, principal, model");
    fields.require("severity", "write low, medium, high or critical");
    fields.require("techniques", "name a technique of MITRE ATLAS, such as [AML.T0029]");
    fields.require("entity", "write whom alerts are about: client, model, or [columns]");
    fields.require("window", "write how far back the query looks, such as 1h, or 0s");
    fields.require("reason", "write the sentence of an alert; {column} stands for a column");
    fields.require("rationale", "say why these events mean an attack");
    fields.require("tests", "add a test with a hit and one with a miss");
  }

  private void id(String name, RuleFields fields) {
    String id = fields.text("id");
    if (!id.isEmpty() && !id.equals(name)) {
      faults.add(
          fields.place("id"),
          "the id " + quote(id) + " is not the file's name " + quote(name),
          "rename the files, or write id: " + name);
    } else if (!SLUG.matcher(name).matches() || name.length() > LONGEST_ID) {
      faults.add(
          fields.place("id"),
          quote(name) + " cannot be an id",
          "use at most " + LONGEST_ID + " of a-z, 0-9, and single dashes between them");
    }
  }

  private List<AtlasTechnique> techniques(RuleFields fields) {
    List<AtlasTechnique> techniques = new ArrayList<>();
    List<String> known = Arrays.stream(AtlasTechnique.values()).map(AtlasTechnique::id).toList();
    for (String id : fields.texts("techniques")) {
      Optional<AtlasTechnique> technique =
          Arrays.stream(AtlasTechnique.values()).filter(each -> each.id().equals(id)).findFirst();
      technique.ifPresentOrElse(
          techniques::add,
          () ->
              faults.add(
                  fields.place("techniques"),
                  quote(id)
                      + " is no technique of MITRE ATLAS that is known here"
                      + NearestName.suggestion(id, known),
                  "known are " + String.join(", ", known)));
    }
    return List.copyOf(techniques);
  }

  private RuleEntity entity(RuleFields fields) {
    List<String> columns = fields.texts("entity");
    if (columns.isEmpty() || columns.equals(List.of("client"))) {
      return RuleEntity.CLIENT;
    }
    if (columns.equals(List.of("model"))) {
      return RuleEntity.MODEL;
    }
    boolean distinct = new LinkedHashSet<>(columns).size() == columns.size();
    if (columns.size() > MOST_COLUMNS
        || !distinct
        || !columns.stream().allMatch(column -> COLUMN.matcher(column).matches())) {
      faults.add(
          fields.place("entity"),
          "'entity' cannot be " + quote(String.join(", ", columns)),
          "write client, model, or a list of at most "
              + MOST_COLUMNS
              + " different columns of the query");
      return RuleEntity.CLIENT;
    }
    return new RuleEntity(columns);
  }

  private RuleMeasure measure(RuleFields fields) {
    Map<String, YamlNode.Entry> entries = fields.entries("measure");
    if (entries.isEmpty()) {
      return RuleMeasure.NONE;
    }
    RuleFields inner =
        new RuleFields(new YamlNode.Mapping(entries, fields.place("measure")), "a measure", faults);
    RuleMeasure measure =
        new RuleMeasure(inner.text("name"), inner.text("value"), inner.text("limit"));
    inner.require("name", "say what is measured, with its unit");
    inner.require("value", "name the column with the figure");
    column(inner, "value", measure.value());
    if (!RuleFields.isNumber(measure.limit())) {
      column(inner, "limit", measure.limit());
    }
    inner.refuseOthers();
    return measure;
  }

  private void column(RuleFields fields, String key, String name) {
    if (!name.isEmpty() && !COLUMN.matcher(name).matches()) {
      faults.add(
          fields.place(key),
          quote(name) + " cannot be a column",
          "name a column of the query in lower case"
              + (key.equals("limit") ? ", or a number" : ""));
    }
  }

  private RuleNotes notes(RuleFields fields) {
    List<String> owasp = fields.texts("owasp");
    for (String id : owasp) {
      if (OwaspRisk.ofId(id).isEmpty()) {
        faults.add(
            fields.place("owasp"),
            quote(id) + " is not in the OWASP Top 10 for LLM applications",
            "write LLM01 to LLM10");
      }
    }
    return new RuleNotes(
        fields.text("rationale"),
        fields.texts("false_positives"),
        fields.texts("known_gaps"),
        owasp,
        fields.texts("controls"),
        fields.texts("references"));
  }
}
