// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fenceline.feature.Request;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelScoresTest {
  @Test
  void aPerplexityIsComparedWithTheNinetyNinthPercentileOfTheModels() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i <= 1000; i++) {
      samples.add(Sample.of(prompt(1 + i)));
    }

    assertThat(ratio(samples, 9910)).isEqualTo(10, within(1e-9));
    assertThat(ratio(samples, Double.NaN)).isNaN();
  }

  @Test
  void itIsUnknownWhileTooFewAreLogged() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      samples.add(Sample.of(prompt(i < ReferenceBuilder.WARM - 1 ? 50 : Double.NaN)));
    }
    assertThat(ratio(samples, 5000)).isNaN();

    samples.add(Sample.of(prompt(50)));
    assertThat(ratio(samples, 5000)).isEqualTo(100);
  }

  @Test
  void absurdPerplexitiesDoNotSpoilIt() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      samples.add(Sample.of(prompt(i % 10 == 0 ? 1e300 : 50)));
    }
    assertThat(ratio(samples, 5000)).isEqualTo(100);
  }

  private static double ratio(List<Sample> samples, double perplexity) {
    InferenceEvent event = prompt(perplexity);
    ModelReference reference =
        ReferenceBuilder.build(
            event.model().key(), event.model().artefact(), 0, samples, Map.of(), Double.NaN);
    Standing standing =
        ModelScores.of(event, Optional.of(reference), new NormalScores()).standing();
    return standing.perplexityRatio();
  }

  private static InferenceEvent prompt(double perplexity) {
    return Request.by("a").prompt(perplexity, 0).build();
  }
}
