// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.backtest;

import java.nio.file.Path;

/**
 * What a run has left to be counted.
 *
 * @param hits what a {@link HitSink} wrote
 * @param alerts every revision of the alerts
 * @param windows statistics of the windows
 * @param records records read
 * @param events events judged
 */
public record BacktestRun(Path hits, Path alerts, Path windows, long records, long events) {}
