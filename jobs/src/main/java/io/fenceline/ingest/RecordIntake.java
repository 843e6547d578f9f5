// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import io.fenceline.model.DeadLetter;
import io.fenceline.model.DeadLetterReason;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes of each record exactly one event or dead letter. It never throws because of a record.
 *
 * <p>Lateness is measured against the newest accepted event of the same source (partition or file),
 * so it depends on the order inside that source alone, and a replay decides the same. That newest
 * time is part of the readers' checkpoints, so that a recovery changes nothing.
 *
 * <p>Keeps one number per source: partitions and open files are few, and a file is forgotten at its
 * end. One intake serves one reader thread.
 */
public final class RecordIntake {
  /** How much of a refused record a dead letter keeps. */
  static final int MAX_PAYLOAD_BYTES = 64 * 1024;

  /** No event of this source was accepted yet. */
  static final long NO_TIME = Long.MIN_VALUE;

  private static final long OLDEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

  private final IngestSettings settings;
  private final EventDecoder decoder;
  private final Clock clock;
  private final RecordHash hash = new RecordHash();
  private final Map<String, Long> newest = new HashMap<>();

  /**
   * An intake that has seen nothing yet.
   *
   * @param extraPaths fields outside the contract to keep, as in {@link EventDecoder}
   * @param clock tells what is in the future
   */
  public RecordIntake(IngestSettings settings, Set<String> extraPaths, Clock clock) {
    this.settings = settings;
    this.decoder = new EventDecoder(extraPaths);
    this.clock = clock;
  }

  /**
   * Takes one record.
   *
   * @param bytes the whole record; empty for a Kafka record without value
   * @param source partition or file
   * @param position offset or line
   * @param observedAt what a dead letter says of its time
   */
  public Ingested accept(byte[] bytes, String source, long position, long observedAt) {
    if (bytes.length > settings.maxRecordBytes()) {
      return tooLarge(
          bytes, bytes.length, hash.hex(bytes), new Origin(source, position), observedAt);
    }
    try {
      InferenceEvent event = decoder.decode(bytes, new Origin(source, position));
      checkTime(event);
      return Ingested.accepted(event);
    } catch (RecordRefused refused) {
      return Ingested.refused(
          new DeadLetter(
              refused.reason(),
              refused.getMessage(),
              new Origin(source, position),
              observedAt,
              bytes.length,
              hash.hex(bytes),
              head(bytes)));
    }
  }

  /** Takes a record that its reader did not keep, because it is too long. */
  Ingested tooLarge(byte[] start, long length, String sha256, Origin origin, long observedAt) {
    String detail =
        String.format(
            Locale.ROOT,
            "%d bytes, but %s allows %d; log statistics instead of inputs, or raise the option",
            length,
            IngestOptions.MAX_RECORD_BYTES.key(),
            settings.maxRecordBytes());
    return Ingested.refused(
        new DeadLetter(
            DeadLetterReason.TOO_LARGE, detail, origin, observedAt, length, sha256, head(start)));
  }

  /** Takes the place where a file became unreadable. */
  Ingested unreadable(String detail, byte[] rest, Origin origin, long observedAt) {
    return Ingested.refused(
        new DeadLetter(
            DeadLetterReason.MALFORMED_JSON,
            detail,
            origin,
            observedAt,
            rest.length,
            hash.hex(rest),
            head(rest)));
  }

  /** The newest event time accepted from a source, {@link #NO_TIME} if none. */
  long newest(String source) {
    return newest.getOrDefault(source, NO_TIME);
  }

  /** Goes on where an earlier reader of the source stood. */
  void resume(String source, long time) {
    newest.put(source, time);
  }

  /** Drops what is known of a source that has ended. */
  void forget(String source) {
    newest.remove(source);
  }

  private void checkTime(InferenceEvent event) throws RecordRefused {
    long time = event.timestamp();
    if (time < OLDEST) {
      throw new RecordRefused(
          DeadLetterReason.TIMESTAMP_TOO_OLD,
          "timestamp: before the year 2000, as of a clock that was never set; set the producer's"
              + " clock");
    }
    long now = clock.millis();
    if (time - now > settings.maxFuture().toMillis()) {
      throw new RecordRefused(
          DeadLetterReason.TIMESTAMP_IN_FUTURE,
          "timestamp: "
              + words(time - now)
              + " ahead of this machine's clock, but ingest.max-future allows "
              + words(settings.maxFuture().toMillis())
              + "; correct the producer's clock");
    }
    String source = event.origin().source();
    long newestBefore = newest(source);
    if (newestBefore != NO_TIME && time < newestBefore - settings.outOfOrderness().toMillis()) {
      throw new RecordRefused(
          DeadLetterReason.LATE,
          "timestamp: "
              + words(newestBefore - time)
              + " behind the newest event of "
              + source
              + ", but ingest.out-of-orderness allows "
              + words(settings.outOfOrderness().toMillis())
              + "; deliver sooner, or raise the option");
    }
    // Clamped, so that an event from the allowed future makes no honest one late.
    newest.put(source, Math.max(newestBefore, Math.min(time, now)));
  }

  private static byte[] head(byte[] bytes) {
    return bytes.length > MAX_PAYLOAD_BYTES ? Arrays.copyOf(bytes, MAX_PAYLOAD_BYTES) : bytes;
  }

  private static String words(long millis) {
    return millis < 60_000
        ? String.format(Locale.ROOT, "%.3f s", millis / 1000.0)
        : Duration.ofSeconds(millis / 1000).toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
