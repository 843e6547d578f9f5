// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import io.fenceline.model.EnrichedEvent;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** All that judges clients by their requests: each client alone, then clients together. */
final class ClientDetection {
  private ClientDetection() {}

  /** The detectors of single clients, one line each. */
  static List<ClientDetector<?>> detectors(DetectSettings settings) {
    long idle = settings.idleMillis();
    return List.of(
        new ProbeBandDetector(),
        new ExtractionDetector(settings),
        new DriftDetector(
            DriftMetric.ENTROPY, settings.entropyAllowance(), settings.entropyThreshold(), idle),
        new DriftDetector(
            DriftMetric.OOV_RATE, settings.oovAllowance(), settings.oovThreshold(), idle),
        new LongTextDetector(settings),
        new CostlySpellDetector(idle),
        new RareVerdictDetector(settings),
        new OddTextDetector(OddText.ADVERSARIAL_SUFFIX, idle),
        new OddTextDetector(OddText.HIDDEN_TEXT, idle),
        new UnfamiliarPrincipalDetector(idle),
        new AnswerChangeDetector(idle));
  }

  static DataStream<Detection> apply(
      KeyedStream<EnrichedEvent, String> byClient, DetectSettings settings) {
    SingleOutputStreamOperator<Detection> alone =
        byClient
            .transform(
                "detectors of single clients",
                TypeInformation.of(Detection.class),
                new ClientDetectorsOperator(detectors(settings)))
            .uid("detect-clients");
    return alone.union(
        SharedProbeDetection.apply(alone.getSideOutput(ProbeBandDetector.BANDS), settings),
        alone
            .getSideOutput(ExtractionDetector.SHARES)
            .keyBy(ExtractionShare::cluster)
            .process(new DistributedExtractionFunction(settings))
            .uid("detect-distributed-extraction")
            .name("distributed extraction"));
  }
}
