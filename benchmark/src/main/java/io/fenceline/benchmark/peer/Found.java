// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

/**
 * A match.
 *
 * @param client whose
 * @param time of its last request, epoch milliseconds
 */
public record Found(int client, long time) {}
