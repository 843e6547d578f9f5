// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.io.Serializable;
import java.util.List;

/**
 * Whom an alert is about, by columns of the query. Detections of one rule about one entity become
 * one alert.
 *
 * @param columns in the order in which they make the key
 */
public record RuleEntity(List<String> columns) implements Serializable {
  /** A client of a model, as the built-in detectors count them; risk adds up over both. */
  public static final RuleEntity CLIENT = new RuleEntity(List.of("tenant", "model_name", "client"));

  /** A model of a tenant. */
  public static final RuleEntity MODEL = new RuleEntity(List.of("tenant", "model_name"));
}
