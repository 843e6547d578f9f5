// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fenceline.model.InferenceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ClientStateSerializerTest {
  private static final BaselineSettings SETTINGS = BaselineSettings.defaults();
  private static final ClientStateSerializer SERIALIZER = new ClientStateSerializer();

  private final SimilarityGrouper grouper = new SimilarityGrouper(SETTINGS);

  @Property(tries = 20)
  void aRestoredClientIsJudgedAsOneThatWasNeverSaved(
      @ForAll long seed, @ForAll @IntRange(max = 300) int requests) throws Exception {
    List<InferenceEvent> events = requests(new Random(seed), requests + 100);
    ClientState kept = new ClientState();
    events.subList(0, requests).forEach(event -> judge(kept, event));

    byte[] bytes = Serialized.bytes(kept, SERIALIZER);
    ClientState restored =
        new ClientImages().open(SERIALIZER.deserialize(new DataInputDeserializer(bytes)));
    ClientState copied = (ClientState) SERIALIZER.copy(kept);
    ClientState packed = new ClientImages().open(new ClientImages().pack(kept));

    assertThat(Serialized.bytes(restored, SERIALIZER)).isEqualTo(bytes);
    for (InferenceEvent event : events.subList(requests, events.size())) {
      String judged = judge(kept, event);
      assertThat(judge(restored, event)).isEqualTo(judged);
      assertThat(judge(copied, event)).isEqualTo(judged);
      assertThat(judge(packed, event)).isEqualTo(judged);
    }
    assertThat(Serialized.bytes(restored, SERIALIZER))
        .isEqualTo(Serialized.bytes(kept, SERIALIZER));
  }

  @Test
  void aCopyDoesNotChangeWithItsOriginal() throws Exception {
    List<InferenceEvent> events = requests(new Random(1), 400);
    ClientState original = new ClientState();
    events.subList(0, 200).forEach(event -> judge(original, event));
    StoredClient copy = SERIALIZER.copy(original);
    byte[] before = Serialized.bytes(original, SERIALIZER);

    events.subList(200, 400).forEach(event -> judge(original, event));

    assertThat(Serialized.bytes(copy, SERIALIZER)).isEqualTo(before);
    assertThat(Serialized.bytes(original, SERIALIZER)).isNotEqualTo(before);
  }

  @Test
  void bytesAreCopiedWithoutWhatFollowsThem() throws Exception {
    byte[] bytes = Serialized.bytes(new ClientState(), SERIALIZER);
    DataOutputSerializer two = new DataOutputSerializer(64);
    two.write(bytes);
    two.write(bytes);
    DataInputDeserializer in = new DataInputDeserializer(two.getCopyOfBuffer());
    DataOutputSerializer out = new DataOutputSerializer(64);

    SERIALIZER.copy(in, out);

    assertThat(out.getCopyOfBuffer()).isEqualTo(bytes);
    assertThat(in.available()).isEqualTo(bytes.length);
  }

  @Test
  void aNewClientsStateIsAFewBytes() {
    assertThat(Serialized.bytes(new ClientState(), SERIALIZER)).hasSizeLessThanOrEqualTo(32);
  }

  @Test
  void aLayoutOfALaterVersionIsRefusedByName() {
    byte[] bytes = Serialized.bytes(new ClientState(), SERIALIZER);
    // Behind four bytes of length.
    bytes[4] = 2;

    assertThatIOException()
        .isThrownBy(() -> SERIALIZER.deserialize(new DataInputDeserializer(bytes)))
        .withMessageContaining("layout 2");
  }

  @Test
  void aClientThatAskedOnceIsSavedAndRestoredAsItIsPacked() throws Exception {
    ClientState state = new ClientState();
    judge(state, new AttackWalk(1, 28).nextImage("a", 1000));
    PackedClient packed = new ClientImages().pack(state);

    byte[] bytes = Serialized.bytes(packed, SERIALIZER);
    StoredClient restored = SERIALIZER.deserialize(new DataInputDeserializer(bytes));

    assertThat(bytes).isEqualTo(Serialized.bytes(state, SERIALIZER));
    assertThat(packed.image()).hasSizeLessThanOrEqualTo(256);
    assertThat(restored)
        .isInstanceOfSatisfying(
            PackedClient.class, one -> assertThat(one.image()).isEqualTo(packed.image()));
  }

  /** Walks from several inputs, replays among them, from several places. */
  private static List<InferenceEvent> requests(Random random, int count) {
    List<InferenceEvent> events = new ArrayList<>();
    AttackWalk walk = new AttackWalk(random.nextInt(), 28);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(8) == 0) {
        walk = new AttackWalk(random.nextInt(), 1 + random.nextInt(50));
      }
      boolean again = i > 0 && random.nextInt(10) == 0;
      events.add(
          again
              ? events.get(random.nextInt(i))
              : walk.nextImage("a", i * (50L + random.nextInt(3))));
    }
    return events;
  }

  /** Everything that is kept of a client has its part in this. */
  private String judge(ClientState state, InferenceEvent event) {
    boolean duplicate = state.isDuplicate(event);
    String habits = state.habits.judge(event).toString();
    String likeness =
        grouper.judge(event, Optional.empty(), state).group()
            + ":"
            + RequestRate.count(state, event.timestamp())
            + RequestRate.beginsBurst(state, 20)
            + Cadence.beginsSteadyPace(state, event.timestamp());
    double score = Math.sin(event.timestamp());
    state.entropy = state.entropy.with(score);
    state.latency = state.latency.with(2 * score);
    state.rate = state.rate.with(1 + (int) Math.abs(event.timestamp() % 7));
    state.lastSeen = event.timestamp();
    return duplicate + habits + likeness + state.regularity + state.entropy + state.rate;
  }
}
