// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.ModelWindow;
import org.apache.flink.types.PojoTestUtils;
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
        ModelHistory.class
      })
  void whatCrossesAnEdgeOrSitsInStateNeedsNoKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
