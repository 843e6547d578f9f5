// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.detect.DetectOptions;
import io.fenceline.job.JobConfiguration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandITCase {
  private static final String SAMPLE = RecordedAttacks.log().toString();

  @TempDir Path directory;

  private final StringWriter err = new StringWriter();

  @Test
  void theHonestPartOfTheSampleGivesLimitsWithinTheirRanges() throws IOException {
    Path file = directory.resolve("limits.yaml");
    RecordedAttacks.Part part = RecordedAttacks.untilThreeAttacks(directory);

    int code =
        calibrate(
            "--budget=100",
            "--labels",
            part.labels().toString(),
            "--input",
            part.log().toString(),
            "--output-config=" + file);

    assertThat(code).as(err.toString()).isZero();
    Configuration limits = JobConfiguration.load(file).configuration();
    assertThat(DetectOptions.THRESHOLDS)
        .allSatisfy(
            limit -> assertThat(limits.get(limit.option())).isBetween(limit.low(), limit.high()));
    assertThat(limits.get(DetectOptions.ENTROPY_THRESHOLD))
        .isLessThan(DetectOptions.ENTROPY_THRESHOLD.defaultValue());
  }

  @Test
  void answers1WithTheTrafficThatTheBudgetNeeds() throws IOException {
    Path log = directory.resolve("few.jsonl");
    Files.write(log, RecordedAttacks.lines(500));
    Path file = directory.resolve("limits.yaml");

    assertThat(calibrate("--budget=1", "--input", log.toString(), "--output-config=" + file))
        .isEqualTo(1);

    assertThat(err.toString())
        .contains("500 honest events are too few for --budget 1.0")
        .contains("Give at least 299,574 honest events");
    assertThat(file).doesNotExist();
  }

  @Test
  void answers1WithoutAnyEventAndWhereNothingCanBeWritten() throws IOException {
    Path log = Files.writeString(directory.resolve("none.jsonl"), "");

    assertThat(calibrate("--budget=1", "--input", log.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no honest event");
    assertThat(
            calibrate(
                "--budget=1",
                "--input",
                log.toString(),
                "--output-config=" + directory.resolve("missing/limits.yaml")))
        .isEqualTo(1);
    assertThat(err.toString()).contains("name a file in a directory that exists");
  }

  @Test
  void answers2ToABudgetThatIsNone() {
    for (String budget : new String[] {"0", "-1", "NaN", "10001"}) {
      assertThat(calibrate("--budget=" + budget, "--input", SAMPLE)).isEqualTo(2);
    }
    assertThat(err.toString()).contains("more than 0 and at most 10000");
  }

  private int calibrate(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "calibrate";
    all[1] = "--parallelism=1";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return Fenceline.commandLine().setErr(new PrintWriter(err, true)).execute(all);
  }
}
