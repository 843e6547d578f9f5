// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is kept of clients, as {@link ClientImages}. */
final class ClientStateSerializer extends TypeSerializer<StoredClient> {
  private static final long serialVersionUID = 1L;

  private transient ClientImages images;

  private ClientImages images() {
    if (images == null) {
      images = new ClientImages();
    }
    return images;
  }

  @Override
  public void serialize(StoredClient stored, DataOutputView out) throws IOException {
    images().write(stored, out);
  }

  @Override
  public StoredClient deserialize(DataInputView in) throws IOException {
    return images().read(in);
  }

  @Override
  public StoredClient deserialize(StoredClient reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    images().copy(in, out);
  }

  @Override
  public StoredClient copy(StoredClient from) {
    return from instanceof ClientState state ? state.copy() : from;
  }

  @Override
  public StoredClient copy(StoredClient from, StoredClient reuse) {
    return copy(from);
  }

  @Override
  public TypeSerializer<StoredClient> duplicate() {
    return new ClientStateSerializer();
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public StoredClient createInstance() {
    return new ClientState();
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientStateSerializer;
  }

  @Override
  public int hashCode() {
    return getClass().hashCode();
  }

  @Override
  public TypeSerializerSnapshot<StoredClient> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint says of the serializer; versions of the layout are in the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoredClient> {
    /** As Flink asks for. */
    public Snapshot() {
      super(ClientStateSerializer::new);
    }
  }
}
