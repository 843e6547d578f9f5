// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectCommandITCase {
  @TempDir Path directory;

  private final StringWriter err = new StringWriter();
  private Path log;

  @BeforeEach
  void writeALogWithAnAttack() throws IOException {
    log = directory.resolve("walk.jsonl");
    Files.write(log, Walk.requests("attacker", 300, 200, 300));
  }

  @Test
  void writesAllResultsAndReplacesThoseOfAnEarlierRun() throws IOException {
    OutputFiles files = new OutputFiles(directory.resolve("new/out"));
    assertThat(detect(log, files)).as(err.toString()).isZero();
    List<String> alerts = Files.readAllLines(files.alerts());
    assertThat(alerts).isNotEmpty();
    assertThat(Files.readAllLines(files.events())).hasSize(300);
    assertThat(Files.readAllLines(files.windows())).isNotEmpty();
    assertThat(files.deadLetters()).isEmptyFile();
    assertThat(Files.readString(files.reportFile())).contains("boundary-attack");

    Files.write(log, Walk.requests("somebody", 2, 200, 1));
    assertThat(detect(log, files)).as(err.toString()).isZero();

    assertThat(files.alerts()).isEmptyFile();
    assertThat(Files.readAllLines(files.events())).hasSize(2);
    assertThat(Files.readString(files.reportFile()))
        .isNotBlank()
        .doesNotContain("\"boundary-attack\"");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void readsFilesGzipDirectoriesAndStandardInputAlike() throws IOException {
    Path logs = Files.createDirectories(directory.resolve("logs/below"));
    byte[] content = Files.readAllBytes(log);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(logs.resolve("a.jsonl.gz")))) {
      out.write(content);
    }
    OutputFiles plain = files("plain");
    OutputFiles nested = files("nested");
    OutputFiles piped = files("piped");

    assertThat(detect(log, plain)).isZero();
    assertThat(detect(logs.getParent(), nested)).isZero();
    InputStream terminal = System.in;
    try {
      System.setIn(new ByteArrayInputStream(content));
      assertThat(execute("detect", "--input", "-", "--output", piped.directory().toString()))
          .isZero();
    } finally {
      System.setIn(terminal);
    }

    assertThat(nested.alerts()).isNotEmptyFile().hasSameBinaryContentAs(plain.alerts());
    assertThat(piped.alerts()).hasSameBinaryContentAs(plain.alerts());
    assertThat(lines(nested.events())).isEqualTo(lines(plain.events()));
    assertThat(lines(piped.events())).isEqualTo(lines(plain.events()));
  }

  @Test
  void answers2ToWhatWasAskedWrongly() throws IOException {
    Path out = directory.resolve("out");

    assertThat(execute("detect", "--output", out.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--input");
    assertThat(detect(directory.resolve("nothing.jsonl"), new OutputFiles(out))).isEqualTo(2);
    assertThat(err.toString()).contains("nothing.jsonl does not exist");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThat(detect(empty, new OutputFiles(out))).isEqualTo(2);
    assertThat(err.toString()).contains("no file ends in .jsonl").doesNotContain("unexpected");
    assertThat(
            execute(
                "detect", "--input", log.toString(), "--output", out.toString(), "--parallelism=0"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("give at least 1");
  }

  @Test
  void answers1AndNamesTheNearestKeyForAnUnknownOne() throws IOException {
    Path config = directory.resolve("fenceline.yaml");
    Files.writeString(config, "alert:\n  supression-window: 5 min\n");
    OutputFiles files = files("out");

    int code =
        execute(
            "detect",
            "--input",
            log.toString(),
            "--output",
            files.directory().toString(),
            "--config",
            config.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .contains("fenceline.yaml")
        .contains("supression-window")
        .contains("alert.suppression-window");
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(files.alerts()).doesNotExist();
  }

  @Test
  void answers1WhenResultsCannotBeWritten() throws IOException {
    Path taken = Files.writeString(directory.resolve("taken"), "a file");

    assertThat(detect(log, new OutputFiles(taken))).isEqualTo(1);
    assertThat(err.toString()).contains("--output " + taken).contains("directory");
    assertThat(taken).hasContent("a file");
  }

  private OutputFiles files(String name) {
    return new OutputFiles(directory.resolve(name));
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream().sorted().toList();
  }

  private int detect(Path input, OutputFiles output) {
    return execute(
        "detect", "--input", input.toString(), "--output", output.directory().toString());
  }

  private int execute(String... arguments) {
    return Fenceline.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
