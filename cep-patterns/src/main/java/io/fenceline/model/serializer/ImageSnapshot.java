// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Says in a checkpoint in which form records are: one from the future cannot be read. */
abstract class ImageSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int VERSION = 1;

  private final Supplier<ImageSerializer<T>> serializer;
  private int form;

  ImageSnapshot(Supplier<ImageSerializer<T>> serializer) {
    this.serializer = serializer;
    this.form = serializer.get().version();
  }

  @Override
  public final int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public final void writeSnapshot(DataOutputView out) throws IOException {
    out.writeInt(form);
  }

  @Override
  public final void readSnapshot(int version, DataInputView in, ClassLoader classes)
      throws IOException {
    form = in.readInt();
  }

  @Override
  public final TypeSerializer<T> restoreSerializer() {
    return serializer.get();
  }

  @Override
  public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> before) {
    return before instanceof ImageSnapshot<T> known
            && known.getClass() == getClass()
            && known.form <= form
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
