// SPDX-License-Identifier: Apache-2.0
/**
 * Rules that users write in Flink SQL: read from files, checked, compiled into the job, tested.
 *
 * <p>A rule reads the tables of {@link io.fenceline.rule.table} with the functions of {@link
 * io.fenceline.rule.function} and gives detections, which take the same way as those of the
 * built-in detectors.
 */
package io.fenceline.rule;
