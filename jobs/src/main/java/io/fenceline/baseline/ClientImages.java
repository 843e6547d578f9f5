// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link ClientState} as bytes: numbers as long as they need, and nothing of what has not begun.
 * The bits of a head tell what is there.
 *
 * <p>Each image begins with the version of its layout, so that a later one can read what this one
 * wrote without a migration. One instance serves one thread.
 */
final class ClientImages {
  private static final int VERSION = 1;

  /** In bytes: what a client that asked once takes at most, and others while they are restored. */
  private static final int SMALL = 256;

  private static final int IN_BURST = 1;
  private static final int IN_STEADY_PACE = 1 << 1;
  private static final int EVIDENCE = 1 << 2;
  private static final int STOPPING = 1 << 3;
  private static final int ENTROPY_CUSUM = 1 << 4;
  private static final int OOV_CUSUM = 1 << 5;
  private static final int REGULARITY = 1 << 6;
  private static final int ENTROPY = 1 << 7;
  private static final int OOV_RATE = 1 << 8;
  private static final int LATENCY = 1 << 9;
  private static final int RATE = 1 << 10;
  private static final int NEAR = 1 << 11;
  private static final int LAST_AT = 1 << 12;
  private static final int SECOND = 1 << 13;

  private final ImageWriter writer = new ImageWriter();
  private final ImageReader reader = new ImageReader();

  /** The same in less memory. */
  PackedClient pack(ClientState state) {
    writer.begin();
    put(state);
    return new PackedClient(writer.image());
  }

  /** {@link ClientState#lastSeen}. */
  long lastSeen(StoredClient stored) {
    if (stored instanceof PackedClient packed) {
      reader.begin(packed.image());
      reader.takeByte();
      reader.takeSize();
      return reader.takeLong();
    }
    return ((ClientState) stored).lastSeen;
  }

  /** To work with. */
  ClientState open(StoredClient stored) {
    if (stored instanceof PackedClient packed) {
      reader.begin(packed.image());
      reader.takeByte();
      return take();
    }
    return (ClientState) stored;
  }

  void write(StoredClient stored, DataOutputView out) throws IOException {
    if (stored instanceof PackedClient packed) {
      out.writeInt(packed.image().length);
      out.write(packed.image());
    } else {
      writer.begin();
      put((ClientState) stored);
      writer.end(out);
    }
  }

  StoredClient read(DataInputView in) throws IOException {
    reader.begin(in);
    int version = reader.takeByte();
    if (version != VERSION) {
      throw new IOException(
          "state of a client has layout "
              + version
              + ", this version of Fenceline knows layout "
              + VERSION
              + " only; restore with the version that took the savepoint");
    }
    return reader.size() <= SMALL ? new PackedClient(reader.image()) : take();
  }

  void copy(DataInputView in, DataOutputView out) throws IOException {
    reader.begin(in);
    reader.copy(out);
  }

  private void put(ClientState state) {
    int head = head(state);
    writer.putByte(VERSION);
    writer.putSize(head);
    writer.putLong(state.lastSeen);
    state.recentIds.write(writer);
    state.ring.write(writer);
    writer.putSize(state.groups.size());
    state.groups.forEach(this::put);
    writer.putSize(state.lastGroup);
    put((head & EVIDENCE) != 0, state.evidence);
    if ((head & NEAR) != 0) {
      writer.putInt(state.recentNear);
    }
    writer.putSize(state.series);
    put((head & STOPPING) != 0, state.stopping);
    put(state.perSecond);
    if ((head & SECOND) != 0) {
      writer.putLong(state.second);
    }
    put(state.intervals);
    if ((head & LAST_AT) != 0) {
      writer.putLong(state.lastAt);
    }
    writer.putSize(state.sinceLook);
    if ((head & REGULARITY) != 0) {
      writer.putFloat(state.regularity);
    }
    put((head & ENTROPY_CUSUM) != 0, state.entropyCusum);
    put((head & OOV_CUSUM) != 0, state.oovCusum);
    state.habits.write(writer);
    put((head & ENTROPY) != 0, state.entropy);
    put((head & OOV_RATE) != 0, state.oovRate);
    put((head & LATENCY) != 0, state.latency);
    if ((head & RATE) != 0) {
      writer.putSize(state.rate.count());
      writer.putFloat(state.rate.mean());
      writer.putFloat(state.rate.variance());
    }
  }

  private static int head(ClientState state) {
    return bit(IN_BURST, state.inBurst)
        | bit(IN_STEADY_PACE, state.inSteadyPace)
        | bit(EVIDENCE, state.evidence != 0)
        | bit(STOPPING, state.stopping != 0)
        | bit(ENTROPY_CUSUM, state.entropyCusum != 0)
        | bit(OOV_CUSUM, state.oovCusum != 0)
        | bit(REGULARITY, !Float.isNaN(state.regularity))
        | bit(ENTROPY, !state.entropy.equals(RollingScore.NEW))
        | bit(OOV_RATE, !state.oovRate.equals(RollingScore.NEW))
        | bit(LATENCY, !state.latency.equals(RollingScore.NEW))
        | bit(RATE, !state.rate.equals(RollingRate.NEW))
        | bit(NEAR, state.recentNear != 0)
        | bit(LAST_AT, state.lastAt != state.lastSeen)
        | bit(SECOND, state.second != secondOf(state));
  }

  /** The second that is counted is mostly that of the newest request. */
  private static long secondOf(ClientState state) {
    return Math.floorDiv(state.lastSeen, 1000L);
  }

  private static int bit(int bit, boolean set) {
    return set ? bit : 0;
  }

  private void put(boolean known, double value) {
    if (known) {
      writer.putDouble(value);
    }
  }

  private void put(int[] numbers) {
    writer.putSize(numbers.length);
    for (int number : numbers) {
      writer.putSize(number);
    }
  }

  private void put(boolean known, RollingScore score) {
    if (known) {
      writer.putSize(score.count());
      writer.putFloat(score.mean());
      writer.putFloat(score.excursion());
      writer.putSize(score.held());
    }
  }

  private void put(Group group) {
    writer.putSize(group.id());
    writer.putSize(group.size());
    writer.putSize(group.confirmed());
    writer.putWord(group.firstClass());
    writer.putWord(group.lastClass());
    writer.putSize(group.switches());
    writer.putSize(group.lowMargins());
    writer.putSize(group.moved());
    writer.putWord(group.other());
    writer.putSize(group.others());
    // At most 32 scores leave room for a bit.
    writer.putByte(2 * group.scores().length + (group.left() ? 1 : 0));
    for (float score : group.scores()) {
      writer.putFloat(score);
    }
  }

  private ClientState take() {
    ClientState state = new ClientState();
    int head = reader.takeSize();
    state.inBurst = (head & IN_BURST) != 0;
    state.inSteadyPace = (head & IN_STEADY_PACE) != 0;
    state.lastSeen = reader.takeLong();
    state.recentIds = EventIds.read(reader);
    state.ring = Ring.read(reader);
    int groups = reader.takeSize();
    List<Group> read = new ArrayList<>(groups);
    for (int i = 0; i < groups; i++) {
      read.add(takeGroup());
    }
    state.groups = read;
    state.lastGroup = reader.takeSize();
    state.evidence = takeDouble((head & EVIDENCE) != 0);
    state.recentNear = (head & NEAR) == 0 ? 0 : reader.takeInt();
    state.series = reader.takeSize();
    state.stopping = takeDouble((head & STOPPING) != 0);
    state.perSecond = takeNumbers();
    state.second = (head & SECOND) == 0 ? secondOf(state) : reader.takeLong();
    state.intervals = takeNumbers();
    state.lastAt = (head & LAST_AT) == 0 ? state.lastSeen : reader.takeLong();
    state.sinceLook = reader.takeSize();
    state.regularity = (head & REGULARITY) == 0 ? Float.NaN : reader.takeFloat();
    state.entropyCusum = takeDouble((head & ENTROPY_CUSUM) != 0);
    state.oovCusum = takeDouble((head & OOV_CUSUM) != 0);
    state.habits = Habits.read(reader);
    state.entropy = takeScore((head & ENTROPY) != 0);
    state.oovRate = takeScore((head & OOV_RATE) != 0);
    state.latency = takeScore((head & LATENCY) != 0);
    if ((head & RATE) != 0) {
      state.rate = new RollingRate(reader.takeSize(), reader.takeFloat(), reader.takeFloat());
    }
    return state;
  }

  private double takeDouble(boolean known) {
    return known ? reader.takeDouble() : 0;
  }

  private int[] takeNumbers() {
    int length = reader.takeSize();
    int[] numbers = length == 0 ? ClientState.NO_NUMBERS : new int[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = reader.takeSize();
    }
    return numbers;
  }

  private RollingScore takeScore(boolean known) {
    return known
        ? new RollingScore(
            reader.takeSize(), reader.takeFloat(), reader.takeFloat(), reader.takeSize())
        : RollingScore.NEW;
  }

  private Group takeGroup() {
    int id = reader.takeSize();
    int size = reader.takeSize();
    int confirmed = reader.takeSize();
    String firstClass = reader.takeWord();
    String lastClass = reader.takeWord();
    int switches = reader.takeSize();
    int lowMargins = reader.takeSize();
    int moved = reader.takeSize();
    String other = reader.takeWord();
    int others = reader.takeSize();
    int lengths = reader.takeByte();
    float[] scores = lengths < 2 ? Group.NO_SCORES : new float[lengths / 2];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = reader.takeFloat();
    }
    return new Group(
        id,
        size,
        confirmed,
        firstClass,
        lastClass,
        switches,
        lowMargins,
        moved,
        other,
        others,
        (lengths & 1) > 0,
        scores);
  }
}
