// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** Where figures come from, in words that name no host. */
public final class Machine {
  private Machine() {}

  /** Processors, system, Java and Flink. */
  public static String description() {
    return String.format(
        Locale.ROOT,
        "%d processors (%s), %s; %s %s with at most %,d MiB of heap; Flink %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.arch"),
        System.getProperty("os.name"),
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        Runtime.getRuntime().maxMemory() >> 20,
        EnvironmentInformation.getVersion());
  }

  /** Runnable threads in the last minute, of all programs. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
