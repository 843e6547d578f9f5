// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.alert.AlertOptions;
import io.fenceline.baseline.BaselineOptions;
import io.fenceline.detect.DetectOptions;
import io.fenceline.ingest.IngestOptions;
import io.fenceline.ingest.KafkaOptions;
import io.fenceline.privacy.PrivacyOptions;
import io.fenceline.rule.RuleOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import java.util.List;

/**
 * The options of all stages: what a configuration file may hold, and what the options page lists.
 */
public final class AllOptions {
  /** Each class holds {@code public static final ConfigOption} fields. */
  public static final List<Class<?>> CLASSES =
      List.of(
          PipelineOptions.class,
          KafkaOptions.class,
          IngestOptions.class,
          PrivacyOptions.class,
          BaselineOptions.class,
          DetectOptions.class,
          AlertOptions.class,
          RuleOptions.class,
          ElasticsearchOptions.class);

  private AllOptions() {}
}
