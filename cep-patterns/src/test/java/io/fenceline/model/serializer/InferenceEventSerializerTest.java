// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.model.Client;
import io.fenceline.model.EventId;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.Model;
import io.fenceline.model.Origin;
import io.fenceline.model.Prediction;
import io.fenceline.model.RequestContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class InferenceEventSerializerTest {
  private static final InferenceEvent BARE =
      new InferenceEvent(
          new EventId(1, 2),
          3,
          "r",
          new Client("k", "", ""),
          new Model("m", "", "", ""),
          InputStats.NONE,
          new Prediction("c", Double.NaN, Double.NaN, Map.of()),
          Double.NaN,
          new long[0],
          Map.of(),
          RequestContext.NONE,
          Map.of(),
          0,
          new Origin("t/0", 4));

  private final TypeSerializer<InferenceEvent> serializer =
      TypeInformation.of(InferenceEvent.class).createSerializer(new SerializerConfigImpl());

  @Property(tries = 500)
  void eventsComeBackAsTheyWere(@ForAll("events") List<InferenceEvent> events) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    for (InferenceEvent event : events) {
      serializer.serialize(event, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(copied(out.getCopyOfBuffer()));
    for (InferenceEvent event : events) {
      assertThat(serializer.deserialize(in))
          .usingRecursiveComparison()
          .withComparatorForType(Double::compare, Double.class)
          .isEqualTo(event);
    }
    assertThat(in.available()).isZero();
  }

  /** Flink copies images that it need not read. */
  private byte[] copied(byte[] images) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(images);
    DataOutputSerializer out = new DataOutputSerializer(64);
    while (in.available() > 0) {
      serializer.copy(in, out);
    }
    return out.getCopyOfBuffer();
  }

  @Provide
  Arbitrary<List<InferenceEvent>> events() {
    return Arbitraries.randomValue(random -> new AnyEvents(random).several());
  }

  @Test
  void whatIsAbsentCostsABitAndIsSharedWhenRead() throws IOException {
    byte[] image = image(BARE);
    InferenceEvent read = serializer.deserialize(new DataInputDeserializer(image));

    assertThat(image).hasSize(4 + 1 + 24 + 10 * 1 + 7 + 8 + 4);
    assertThat(read.input()).isSameAs(InputStats.NONE);
    assertThat(read.context()).isSameAs(RequestContext.NONE);
  }

  @Test
  void whatComesAgainIsTheSameInstance() throws IOException {
    byte[] image = image(BARE);
    InferenceEvent first = serializer.deserialize(new DataInputDeserializer(image));
    InferenceEvent second = serializer.deserialize(new DataInputDeserializer(image));

    assertThat(second.model()).isSameAs(first.model());
    assertThat(second.prediction().predictedClass()).isSameAs(first.prediction().predictedClass());
  }

  @Test
  void aLaterFormIsRefusedInWords() throws IOException {
    byte[] image = image(BARE);
    image[4] = 2;

    assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(image)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("form 2")
        .hasMessageContaining("a later one");
  }

  @Test
  void checkpointsOfThisFormAndEarlierOnesAreRestoredAsTheyAre() throws IOException {
    TypeSerializerSnapshot<InferenceEvent> now = serializer.snapshotConfiguration();

    assertThat(now.resolveSchemaCompatibility(written(1)).isCompatibleAsIs()).isTrue();
    assertThat(now.resolveSchemaCompatibility(written(2)).isIncompatible()).isTrue();
    assertThat(written(1).restoreSerializer()).isEqualTo(serializer);
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void stateOfAnotherTypeIsRefused() {
    TypeSerializerSnapshot other = StringSerializer.INSTANCE.snapshotConfiguration();

    assertThat(
            serializer.snapshotConfiguration().resolveSchemaCompatibility(other).isIncompatible())
        .isTrue();
  }

  @Test
  void recordsAreHandedOnWithoutCopying() {
    assertThat(serializer.isImmutableType()).isTrue();
    assertThat(serializer.copy(BARE)).isSameAs(BARE);
    assertThat(serializer.duplicate()).isNotSameAs(serializer).isEqualTo(serializer);
  }

  private static TypeSerializerSnapshot<InferenceEvent> written(int form) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(4);
    out.writeInt(form);
    TypeSerializerSnapshot<InferenceEvent> snapshot = new InferenceEventSerializer.Snapshot();
    snapshot.readSnapshot(
        1,
        new DataInputDeserializer(out.getCopyOfBuffer()),
        InferenceEventSerializerTest.class.getClassLoader());
    return snapshot;
  }

  private byte[] image(InferenceEvent event) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(event, out);
    return out.getCopyOfBuffer();
  }
}
