// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import io.fenceline.model.InferenceEvent;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink how events are written. */
public final class InferenceEventType extends TypeInfoFactory<InferenceEvent> {
  @Override
  public TypeInformation<InferenceEvent> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return new RecordType<>(InferenceEvent.class, new InferenceEventSerializer());
  }
}
