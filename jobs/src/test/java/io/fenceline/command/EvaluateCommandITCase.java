// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenceline.command.calibration.LimitSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandITCase {
  @TempDir Path directory;

  private final StringWriter err = new StringWriter();

  @Test
  void detectionOnTheSampleIsNotWorseThanAccepted() throws IOException {
    OutputFiles files = new OutputFiles(directory.resolve("out"));
    Path baseline =
        RecordedAttacks.home()
            .resolve("jobs/src/test/resources/io/fenceline/evaluation/sample-baseline.json")
            .normalize();

    assertThat(evaluate(RecordedAttacks.labelFile(), RecordedAttacks.log(), files))
        .as(err.toString())
        .isZero();

    assertThat(Files.readAllLines(files.alertRevisions()).size())
        .isGreaterThan(Files.readAllLines(files.alerts()).size());
    EvaluationBaseline.acceptIfAsked(files.evaluation(), baseline);
    assertThat(
            EvaluationBaseline.read(baseline)
                .worse(new ObjectMapper().readTree(files.evaluation().toFile())))
        .as(
            "Detection on the sample is worse than %s. If that is meant, run this test with"
                + " -D%s=true, which replaces the baseline by what was measured, and commit it"
                + " with the reason.",
            baseline.getFileName(), EvaluationBaseline.ACCEPT)
        .isEmpty();
  }

  @Test
  void aLadderShowsHowDetectionAnswersToItsLimits() throws IOException {
    OutputFiles files = new OutputFiles(directory.resolve("out"));
    RecordedAttacks.Part part = RecordedAttacks.untilThreeAttacks(directory);

    assertThat(evaluate(part.labels(), part.log(), files, "--ladder", "--parallelism=1"))
        .as(err.toString())
        .isZero();

    JsonNode evaluation = new ObjectMapper().readTree(files.evaluation().toFile());
    JsonNode ladder = evaluation.path("ladder");
    assertThat(ladder).hasSameSizeAs(LimitSet.FACTORS);
    for (int rung = 1; rung < ladder.size(); rung++) {
      assertThat(ladder.get(rung).at("/any/attacks_found").asInt())
          .isLessThanOrEqualTo(ladder.get(rung - 1).at("/any/attacks_found").asInt());
    }
    JsonNode configured = ladder.get(LimitSet.FACTORS.indexOf(1.0));
    assertThat(configured.at("/any/attacks_found")).isEqualTo(evaluation.path("detected"));
    assertThat(ladder.at("/0/any/false_alerts/alerts").asInt())
        .isGreaterThan(configured.at("/any/false_alerts/alerts").asInt());
    assertThat(evaluation.at("/leave_one_attack_out/attacks"))
        .hasSize(3)
        .hasSameSizeAs(evaluation.path("attacks"));
    assertThat(Files.readString(files.reportFile()))
        .contains("<section id=\"evaluation\">", "×0.25", "hsj_untargeted");
  }

  @Test
  void answers1ToLabelsThatCannotBeReadBeforeAnythingRuns() {
    OutputFiles files = new OutputFiles(directory.resolve("out"));

    assertThat(evaluate(directory.resolve("none.jsonl"), RecordedAttacks.log(), files))
        .isEqualTo(1);

    assertThat(err.toString()).contains("none.jsonl cannot be read");
    assertThat(files.directory()).doesNotExist();
  }

  private int evaluate(Path labels, Path log, OutputFiles files, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--labels",
                labels.toString(),
                "--input",
                log.toString(),
                "--output",
                files.directory().toString()));
    arguments.addAll(List.of(more));
    return Fenceline.commandLine()
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
