// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.yaml.Place;
import java.util.Map;

/**
 * What one alert of a case must say.
 *
 * @param place where it stands in the YAML file
 * @param fields by name: columns of the entity, {@code severity}, {@code count} (detections in it),
 *     {@code at} (event time of its first detection, from the begin of the case), {@code reason} (a
 *     part of it); a field that is not named may be anything
 */
public record ExpectedAlert(Place place, Map<String, String> fields) {}
