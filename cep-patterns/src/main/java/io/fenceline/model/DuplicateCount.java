// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

/**
 * How many records of one model came again, byte for byte, in one window of event time.
 *
 * @param model the model
 * @param start inclusive, epoch milliseconds
 * @param end exclusive
 * @param records records that were not delivered because they had been, at least one
 */
public record DuplicateCount(Model model, long start, long end, long records) {}
