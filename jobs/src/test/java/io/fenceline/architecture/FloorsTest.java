// SPDX-License-Identifier: Apache-2.0
package io.fenceline.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom. A package that is missing here is an error too: give it a floor. */
class FloorsTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.fenceline");

  /** Each package, and the packages of Fenceline that it may import besides itself. */
  private static final Map<String, List<String>> FLOORS =
      Map.ofEntries(
          Map.entry("model", List.of()),
          Map.entry("signal", List.of("model")),
          Map.entry("pattern", List.of("model", "signal")),
          Map.entry("yaml", List.of()),
          Map.entry("secret", List.of()),
          Map.entry("metric", List.of()),
          Map.entry("dashboard", List.of("yaml")),
          Map.entry("ingest", List.of("model", "metric")),
          Map.entry("privacy", List.of("model", "metric", "yaml")),
          Map.entry("feature", List.of("model")),
          Map.entry("state", List.of()),
          Map.entry(
              "baseline", List.of("model", "metric", "signal", "pattern", "feature", "state")),
          Map.entry("detect", List.of("model", "metric", "signal", "pattern", "feature", "state")),
          Map.entry("alert", List.of("model", "signal", "pattern", "feature")),
          Map.entry("rule", List.of("model", "metric", "signal", "feature", "yaml", "secret")),
          Map.entry("rule.function", List.of("feature", "secret")),
          Map.entry("rule.table", List.of("model", "signal", "feature", "yaml")),
          Map.entry("rule.sql", List.of()),
          Map.entry("rule.lint", List.of("model", "yaml", "rule")),
          Map.entry("rule.plan", List.of("model", "yaml", "rule")),
          Map.entry("sink", List.of("model", "metric", "secret", "signal")));

  private static final String[] CONNECTORS = {
    "org.apache.flink.connector..", "org.apache.kafka..", "org.elasticsearch..", "org.apache.http.."
  };

  static List<Arguments> floors() {
    return FLOORS.entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("floors")
  void aPackageImportsItselfAndWhatLiesBelow(String floor, List<String> below) {
    String[] allowed =
        Stream.concat(below.stream(), Stream.of(floor)).map(FloorsTest::in).toArray(String[]::new);
    DescribedPredicate<JavaClass> aboveOrBeside =
        resideInAPackage("io.fenceline..").and(not(resideInAnyPackage(allowed)));
    check(
        noClasses().that().resideInAPackage(in(floor)).should().dependOnClassesThat(aboveOrBeside));
  }

  @Test
  void everyPackageHasAFloor() {
    String[] known =
        Stream.concat(FLOORS.keySet().stream(), Stream.of("job", "command"))
            .map(FloorsTest::in)
            .toArray(String[]::new);
    check(classes().should().resideInAnyPackage(known));
  }

  @Test
  void nobodyKnowsTheJobButTheCommandsAndNobodyKnowsTheCommands() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("job"), in("command"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(in("job")));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(in("command"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(in("command")));
  }

  @Test
  void theModelKnowsTheJdkAndHowItIsWritten() {
    check(
        classes()
            .that()
            .resideInAPackage("io.fenceline.model")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("java..", in("model")).or(equivalentTo(TypeInfo.class))));
    check(
        classes()
            .that()
            .resideInAPackage(in("model.serializer"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                in("model"),
                "org.apache.flink.api.common.serialization..",
                "org.apache.flink.api.common.typeinfo..",
                "org.apache.flink.api.common.typeutils..",
                "org.apache.flink.core.memory.."));
  }

  @Test
  void signalsAndPatternsKnowFlinkAndItsPatternsOnly() {
    check(
        classes()
            .that()
            .resideInAnyPackage(in("signal"), in("pattern"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                in("model"),
                in("signal"),
                in("pattern"),
                "org.apache.flink.cep..",
                "org.apache.flink.api..",
                "org.apache.flink.streaming.api..",
                "org.apache.flink.util.."));
  }

  @Test
  void featuresAndPrivacyKnowNoStateAndNoDataStream() {
    check(
        classes()
            .that()
            .resideInAnyPackage(in("feature"), in("privacy"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "javax.crypto..",
                "io.fenceline..",
                "com.fasterxml.jackson..",
                "org.apache.commons.math3..",
                "org.apache.flink.configuration..",
                "org.apache.flink.metrics..",
                "org.apache.flink.api.common.functions..",
                "org.apache.flink.api.common.accumulators.."));
    check(
        noClasses()
            .that()
            .resideInAPackage(in("feature"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.."));
  }

  @Test
  void detectionKnowsNoConnectorNoSqlAndNoJson() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(in("baseline"), in("detect"), in("alert"))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(CONNECTORS)
                    .or(
                        resideInAnyPackage(
                            "org.apache.flink.table..", "com.fasterxml.jackson.."))));
  }

  @Test
  void rulesKnowNoConnector() {
    check(
        noClasses()
            .that()
            .resideInAPackage(in("rule"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONNECTORS));
  }

  @Test
  void functionsOfRulesKnowTheTableApiOnly() {
    check(
        classes()
            .that()
            .resideInAPackage(in("rule.function"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "javax.crypto..",
                in("rule.function"),
                in("feature"),
                in("secret"),
                "org.apache.flink.configuration..",
                "org.apache.flink.table..",
                "org.slf4j.."));
  }

  @Test
  void packagesFormNoCycles() {
    check(slices().matching("io.fenceline.(*)..").should().beFreeOfCycles());
  }

  @Test
  void namesSayWhatAClassIs() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base|Common)(\\$.*)?"));
  }

  @Test
  void logicAsksNoWallClock() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(in("command"))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now");
    check(rule.because("event time or an injected java.time.Clock makes replays equal"));
  }

  @Test
  void nothingStaticChanges() {
    check(fields().that().areStatic().should().beFinal());
    DescribedPredicate<JavaClass> changing =
        DescribedPredicate.describe(
            "something that can change",
            type ->
                type.isAssignableTo(AtomicInteger.class)
                    || type.isAssignableTo(AtomicLong.class)
                    || type.isAssignableTo(AtomicReference.class)
                    || type.isAssignableTo(ThreadLocal.class)
                    || type.isAssignableTo(StringBuilder.class)
                    || (type.getPackageName().startsWith("java.util")
                        && !type.isInterface()
                        && (type.isAssignableTo(Collection.class)
                            || type.isAssignableTo(Map.class))));
    check(fields().that().areStatic().should().notHaveRawType(changing));
  }

  private static String in(String floor) {
    return "io.fenceline." + floor + "..";
  }

  /** A package that is not there yet breaks nothing. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CODE);
  }
}
