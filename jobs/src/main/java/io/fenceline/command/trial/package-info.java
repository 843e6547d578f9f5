// SPDX-License-Identifier: Apache-2.0
/**
 * Tests rules: lays the cases of each rule and their near misses out in event time, runs all rules
 * in one bounded job, and compares the alerts with those that are expected.
 */
package io.fenceline.command.trial;
