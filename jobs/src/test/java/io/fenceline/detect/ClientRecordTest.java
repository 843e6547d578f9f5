// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.feature.Difficulty;
import io.fenceline.model.Evidence;
import io.fenceline.model.Severity;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ClientRecordTest {

  @Property(tries = 500)
  void aDetectorReadsWhatItsRecordWrote(@ForAll long seed) {
    Random random = new Random(seed);
    for (ClientDetector<?> detector : ClientDetection.detectors(DetectSettings.defaults())) {
      ClientRecord record = random(detector.type(), random);
      ImageReader reader = written(record);

      assertThat(detector.read(reader)).isEqualTo(record);
      assertThat(reader.hasMore()).as("after %s", record).isFalse();
    }
  }

  @Test
  void aDetectorReadsThatNothingIsKnown() {
    for (ClientDetector<?> detector : ClientDetection.detectors(DetectSettings.defaults())) {
      assertThat(detector.read(written(detector.none()))).isEqualTo(detector.none());
    }
  }

  /** How many bytes a record takes in a savepoint. */
  static int bytes(ClientRecord record) {
    return written(record).size();
  }

  private static ImageReader written(ClientRecord record) {
    ImageWriter writer = new ImageWriter();
    writer.begin();
    record.write(writer);
    ImageReader reader = new ImageReader();
    reader.begin(writer.image());
    return reader;
  }

  /** Of any values, those that stand for none more often than chance would have them. */
  private static ClientRecord random(Class<?> type, Random random) {
    return switch (type.getSimpleName()) {
      case "MinuteCount" -> new MinuteCount(time(random), count(random), count(random));
      case "ExtractionState" ->
          new ExtractionState(
              profile(random),
              profile(random),
              profile(random),
              random.nextBoolean() ? "" : Severity.HIGH.name(),
              some(random, () -> hard(random)));
      case "DriftState" ->
          new DriftState(number(random), count(random), some(random, () -> sighting(random)));
      case "LongTexts" ->
          new LongTexts(evidence(random), time(random), count(random), count(random), time(random));
      case "CostlySpell" ->
          new CostlySpell(number(random), count(random), count(random), evidence(random));
      case "RareVerdicts" ->
          new RareVerdicts(
              number(random),
              count(random),
              count(random),
              count(random),
              number(random),
              number(random),
              evidence(random));
      case "OddTexts" ->
          new OddTexts(
              time(random),
              evidence(random),
              time(random),
              count(random),
              count(random),
              time(random));
      case "Principal" ->
          new Principal(
              time(random),
              random.nextBoolean() ? 0 : random.nextLong(),
              some(random, () -> visit(random)),
              time(random),
              random.nextBoolean());
      case "AnswerMemory" ->
          new AnswerMemory(text(random), some(random, () -> answer(random)), evidence(random));
      default -> throw new IllegalArgumentException("a test is missing for " + type);
    };
  }

  private static RequestProfile profile(Random random) {
    if (random.nextBoolean()) {
      return RequestProfile.NONE;
    }
    float[] difficulty = new float[Difficulty.BINS];
    short[] classes = new short[RequestProfile.SLOTS];
    for (int i = random.nextInt(5); i > 0; i--) {
      difficulty[random.nextInt(difficulty.length)] = random.nextFloat();
      classes[random.nextInt(classes.length)] = (short) random.nextInt(Short.MAX_VALUE);
    }
    return new RequestProfile(count(random), count(random), difficulty, classes);
  }

  private static ExtractionState.Hard hard(Random random) {
    return new ExtractionState.Hard(text(random), time(random), number(random), number(random));
  }

  private static DriftState.Sighting sighting(Random random) {
    return new DriftState.Sighting(text(random), time(random), number(random), number(random));
  }

  private static Principal.Visit visit(Random random) {
    return new Principal.Visit(random.nextLong(), text(random), time(random));
  }

  private static RememberedAnswer answer(Random random) {
    return new RememberedAnswer(
        random.nextLong(),
        text(random),
        number(random),
        count(random),
        text(random),
        number(random));
  }

  private static List<Evidence> evidence(Random random) {
    return some(random, () -> new Evidence(text(random), time(random), text(random)));
  }

  private static <T> List<T> some(Random random, Supplier<T> one) {
    return random.nextBoolean()
        ? List.of()
        : Stream.generate(one).limit(1 + random.nextInt(10)).toList();
  }

  private static int count(Random random) {
    return random.nextBoolean() ? 0 : random.nextInt(1 << random.nextInt(21) + 1);
  }

  private static long time(Random random) {
    return random.nextBoolean() ? Long.MIN_VALUE : random.nextLong();
  }

  private static double number(Random random) {
    double[] special = {0, 1, Double.NaN, Double.POSITIVE_INFINITY};
    return random.nextBoolean() ? special[random.nextInt(special.length)] : random.nextGaussian();
  }

  /** A request id, or what is nearly one. */
  private static String text(Random random) {
    String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> uuid.toUpperCase(Locale.ROOT);
      case 2 -> uuid.replace('-', '0');
      case 3 -> "ключ " + uuid;
      case 4 -> uuid.substring(0, 35) + "g";
      default -> uuid;
    };
  }
}
