// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ImageWriterTest {
  private final ImageWriter writer = new ImageWriter();
  private final ImageReader reader = new ImageReader();

  @Property
  void aNumberIsReadAsItWasWritten(@ForAll int number, @ForAll float value) {
    writer.begin();
    writer.putSize(number);
    int length = writer.image().length;
    writer.putFloat(value);
    byte[] image = writer.image();

    reader.begin(image);
    assertThat(reader.size()).isEqualTo(image.length);
    assertThat(reader.image()).isEqualTo(image);
    assertThat(reader.takeSize()).isEqualTo(number);
    assertThat(reader.takeFloat()).isEqualTo(value);
    assertThat(length).isBetween(1, 5);
  }

  @Property
  void anImageStaysAsItWasWhenItsReaderGoesOn(@ForAll byte[] one, @ForAll byte[] next) {
    byte[] before = one.clone();
    reader.begin(one);
    reader.begin(next);

    assertThat(one).isEqualTo(before);
    assertThat(reader.image()).isEqualTo(next);
  }

  @Property
  void aPartIsReadOrPassedOverAsAWhole(@ForAll String text, @ForAll int number) {
    ImageWriter part = new ImageWriter();
    part.begin();
    part.putText(text);
    writer.begin();
    writer.putPart(part);
    writer.putInt(number);
    byte[] image = writer.image();

    reader.begin(image);
    assertThat(reader.takeSize()).isEqualTo(part.image().length);
    assertThat(reader.takeText()).isEqualTo(text);
    assertThat(reader.takeInt()).isEqualTo(number);
    assertThat(reader.hasMore()).isFalse();

    reader.begin(image);
    reader.skip(reader.takeSize());
    assertThat(reader.hasMore()).isTrue();
    assertThat(reader.takeInt()).isEqualTo(number);
  }
}
