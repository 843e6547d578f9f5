// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.rule.RuleFault;
import io.fenceline.rule.SqlRule;
import java.util.List;

/**
 * What a job runs of its rules in SQL.
 *
 * @param rules those that run
 * @param leftOut why others do not
 */
public record BuiltJob(List<SqlRule> rules, List<RuleFault> leftOut) {}
