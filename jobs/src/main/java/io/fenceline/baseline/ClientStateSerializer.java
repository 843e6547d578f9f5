// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * {@link ClientState} as bytes: no field names, no flags for null, numbers as long as they need.
 *
 * <p>Each state begins with the version of its layout, so that a later one can read what this one
 * wrote without a migration.
 */
final class ClientStateSerializer extends TypeSerializerSingleton<ClientState> {
  static final ClientStateSerializer INSTANCE = new ClientStateSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public void serialize(ClientState state, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(state.lastSeen);
    state.recentIds.write(out);
    state.ring.write(out);
    Varint.write(state.groups.size(), out);
    for (Group group : state.groups) {
      write(group, out);
    }
    Varint.write(state.lastGroup, out);
    out.writeDouble(state.evidence);
    out.writeInt(state.recentNear);
    Varint.write(state.series, out);
    out.writeDouble(state.stopping);
    Varint.writeAll(state.perSecond, out);
    out.writeLong(state.second);
    Varint.writeAll(state.intervals, out);
    out.writeLong(state.lastAt);
    Varint.write(state.sinceLook, out);
    out.writeFloat(state.regularity);
    out.writeByte((state.inBurst ? 1 : 0) | (state.inSteadyPace ? 2 : 0));
    out.writeDouble(state.entropyCusum);
    out.writeDouble(state.oovCusum);
    state.habits.write(out);
    write(state.entropy, out);
    write(state.oovRate, out);
    write(state.latency, out);
    Varint.write(state.rate.count(), out);
    out.writeFloat(state.rate.mean());
    out.writeFloat(state.rate.variance());
  }

  @Override
  public ClientState deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "state of a client has layout "
              + version
              + ", this version of Fenceline knows layout "
              + VERSION
              + " only; restore with the version that took the savepoint");
    }
    ClientState state = new ClientState();
    state.lastSeen = in.readLong();
    state.recentIds = EventIds.read(in);
    state.ring = Ring.read(in);
    int groups = Varint.read(in);
    List<Group> read = new ArrayList<>(groups);
    for (int i = 0; i < groups; i++) {
      read.add(readGroup(in));
    }
    state.groups = read;
    state.lastGroup = Varint.read(in);
    state.evidence = in.readDouble();
    state.recentNear = in.readInt();
    state.series = Varint.read(in);
    state.stopping = in.readDouble();
    state.perSecond = Varint.readAll(in);
    state.second = in.readLong();
    state.intervals = Varint.readAll(in);
    state.lastAt = in.readLong();
    state.sinceLook = Varint.read(in);
    state.regularity = in.readFloat();
    int flags = in.readByte();
    state.inBurst = (flags & 1) > 0;
    state.inSteadyPace = (flags & 2) > 0;
    state.entropyCusum = in.readDouble();
    state.oovCusum = in.readDouble();
    state.habits = Habits.read(in);
    state.entropy = readScore(in);
    state.oovRate = readScore(in);
    state.latency = readScore(in);
    state.rate = new RollingRate(Varint.read(in), in.readFloat(), in.readFloat());
    return state;
  }

  @Override
  public ClientState copy(ClientState from) {
    return from.copy();
  }

  private static void write(Group group, DataOutputView out) throws IOException {
    Varint.write(group.id(), out);
    Varint.write(group.size(), out);
    Varint.write(group.confirmed(), out);
    StringValue.writeString(group.firstClass(), out);
    StringValue.writeString(group.lastClass(), out);
    Varint.write(group.switches(), out);
    Varint.write(group.lowMargins(), out);
    Varint.write(group.moved(), out);
    StringValue.writeString(group.other(), out);
    Varint.write(group.others(), out);
    // At most 32 scores leave room for a bit.
    out.writeByte(2 * group.scores().length + (group.left() ? 1 : 0));
    for (float score : group.scores()) {
      out.writeFloat(score);
    }
  }

  private static Group readGroup(DataInputView in) throws IOException {
    int id = Varint.read(in);
    int size = Varint.read(in);
    int confirmed = Varint.read(in);
    String firstClass = StringValue.readString(in);
    String lastClass = StringValue.readString(in);
    int switches = Varint.read(in);
    int lowMargins = Varint.read(in);
    int moved = Varint.read(in);
    String other = StringValue.readString(in);
    int others = Varint.read(in);
    int lengths = in.readByte();
    float[] scores = lengths < 2 ? Group.NO_SCORES : new float[lengths / 2];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = in.readFloat();
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

  private static void write(RollingScore score, DataOutputView out) throws IOException {
    Varint.write(score.count(), out);
    out.writeFloat(score.mean());
    out.writeFloat(score.excursion());
    Varint.write(score.held(), out);
  }

  private static RollingScore readScore(DataInputView in) throws IOException {
    return new RollingScore(Varint.read(in), in.readFloat(), in.readFloat(), Varint.read(in));
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public ClientState createInstance() {
    return new ClientState();
  }

  @Override
  public ClientState copy(ClientState from, ClientState reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public ClientState deserialize(ClientState reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<ClientState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint says of the serializer; versions of the layout are in the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ClientState> {
    /** As Flink asks for. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
