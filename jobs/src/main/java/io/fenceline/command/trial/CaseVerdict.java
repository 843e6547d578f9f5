// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.rule.RuleCase;
import java.util.List;

/**
 * How a case and its near misses went.
 *
 * @param nearMisses that were judged
 * @param silent near misses that could say nothing
 * @param problems what was expected and what came instead, each several lines; empty if all is well
 */
public record CaseVerdict(RuleCase of, int nearMisses, int silent, List<String> problems) {}
