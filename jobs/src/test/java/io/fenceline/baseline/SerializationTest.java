// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.ModelWindow;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializationTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        EnrichedEvent.class,
        ModelWindow.class,
        WindowPartial.class,
        ClientShare.class,
        Sample.class,
        ModelReference.class,
        ReferenceTimeline.class,
        Distribution.class,
        ModelHistory.class,
        ClientState.class,
        Seen.class,
        Group.class,
        Habits.class,
        RollingScore.class
      })
  void whatCrossesAnEdgeOrSitsInStateNeedsNoKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }

  @Test
  void aNewClientsStateIsAFewBytes() {
    assertThat(Serialized.bytes(new ClientState(), ClientState.class))
        .hasSizeLessThanOrEqualTo(240);
  }
}
