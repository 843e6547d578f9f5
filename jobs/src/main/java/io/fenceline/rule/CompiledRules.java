// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.model.Detection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Rules in a topology.
 *
 * @param rules those that run
 * @param detections what they find; empty if none runs
 * @param faults why the others do not
 */
public record CompiledRules(
    List<SqlRule> rules, Optional<DataStream<Detection>> detections, List<RuleFault> faults) {}
