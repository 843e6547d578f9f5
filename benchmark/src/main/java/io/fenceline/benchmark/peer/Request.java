// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

/**
 * A request, reduced to what the question needs.
 *
 * @param client who asked
 * @param time epoch milliseconds
 * @param label the class that the model answered
 */
public record Request(int client, long time, int label) {}
