// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import io.fenceline.benchmark.job.JobCommand;
import io.fenceline.benchmark.job.LatencyCommand;
import io.fenceline.benchmark.job.MemoryCommand;
import io.fenceline.benchmark.job.ScalingCommand;
import io.fenceline.benchmark.job.SinkCommand;
import io.fenceline.benchmark.peer.PeersCommand;
import java.nio.file.Files;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures the job: as a whole, beside others, and operator by operator. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description = "Measures the job; run it in the project's root directory.",
    subcommands = {
      AllCommand.class,
      Operators.class,
      JobCommand.class,
      PeersCommand.class,
      ScalingCommand.class,
      LatencyCommand.class,
      MemoryCommand.class,
      SinkCommand.class
    })
public final class Benchmark {
  private Benchmark() {}

  /** Runs in the root directory of the project. */
  public static void main(String[] arguments) {
    if (!Files.isReadable(RecordedTraffic.SAMPLE)) {
      System.err.println(
          RecordedTraffic.SAMPLE + " is not here; run this in the project's root directory.");
      System.exit(2);
    }
    System.exit(
        new CommandLine(new Benchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }
}
