// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes immutable records as images: four bytes of length, one of the version of their form, then
 * what the subclass writes. A form that was ever released stays readable, so state of older
 * versions is restored as it is, record by record.
 */
abstract class ImageSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private transient ImageWriter writer;
  private transient ImageReader reader;

  /** Version of the form that is written, from 1 to 255. */
  abstract int version();

  abstract void write(T value, ImageWriter writer);

  /** Reads a form, of this version or of an earlier one. */
  abstract T read(int version, ImageReader reader);

  @Override
  public final void serialize(T value, DataOutputView out) throws IOException {
    if (writer == null) {
      writer = new ImageWriter();
    }
    writer.begin();
    writer.putByte(version());
    write(value, writer);
    writer.end(out);
  }

  @Override
  public final T deserialize(DataInputView in) throws IOException {
    begin(in);
    int version = reader.takeByte();
    if (version < 1 || version > version()) {
      throw new IOException(
          "a record in form "
              + version
              + ", of which this version of Fenceline knows 1 to "
              + version()
              + "; restore it with the version that wrote it, or a later one");
    }
    return read(version, reader);
  }

  @Override
  public final T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public final void copy(DataInputView in, DataOutputView out) throws IOException {
    begin(in);
    reader.copy(out);
  }

  private void begin(DataInputView in) throws IOException {
    if (reader == null) {
      reader = new ImageReader();
    }
    reader.begin(in);
  }

  @Override
  public final T copy(T value) {
    return value;
  }

  @Override
  public final T copy(T value, T reuse) {
    return value;
  }

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  /** There is no such thing: records are made when they are read. */
  @Override
  public final T createInstance() {
    return null;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final boolean equals(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }
}
