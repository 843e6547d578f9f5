// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import io.fenceline.alert.AlertSettings;
import io.fenceline.baseline.BaselineSettings;
import io.fenceline.detect.DetectSettings;
import io.fenceline.ingest.IngestSettings;
import io.fenceline.privacy.PrivacySettings;
import io.fenceline.rule.RuleSettings;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import java.io.Serializable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The validated settings of every stage.
 *
 * @param namespace last part of the names of streams and indices, such as a tenant
 * @param events which enriched events are delivered
 */
public record JobSettings(
    IngestSettings ingest,
    PrivacySettings privacy,
    BaselineSettings baseline,
    DetectSettings detect,
    AlertSettings alert,
    RuleSettings rules,
    String namespace,
    DeliveredEvents events)
    implements Serializable {

  /**
   * Reads and checks the options of all stages.
   *
   * @throws IllegalArgumentException naming the option, what was found and the way out
   */
  public static JobSettings from(ReadableConfig config) {
    BaselineSettings baseline = BaselineSettings.from(config);
    return new JobSettings(
        IngestSettings.from(config),
        PrivacySettings.from(config),
        baseline,
        DetectSettings.from(config, baseline.idleMillis()),
        AlertSettings.from(config),
        RuleSettings.from(config),
        config.get(ElasticsearchOptions.NAMESPACE),
        config.get(PipelineOptions.DELIVERY_EVENTS));
  }

  /** What is shipped. */
  public static JobSettings defaults() {
    return from(new Configuration());
  }
}
