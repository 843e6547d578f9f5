// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import io.fenceline.yaml.YamlNode;
import java.time.Duration;
import java.util.Map;

/**
 * One row of a test, its repetitions already written out.
 *
 * @param place where it stands in the YAML file
 * @param table the table it goes into
 * @param at event time, from the begin of the case
 * @param columns values of columns that are not the default, with their place; the values of a
 *     cycled list are dealt out, {@code {n}} is replaced
 */
public record CaseEvent(Place place, String table, Duration at, Map<String, YamlNode> columns) {}
