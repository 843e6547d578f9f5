// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.trace;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A recording played by many groups of clients at once, each group at another place of it, and from
 * its beginning again when it is through. Each client keeps its own pace; all stages of all attacks
 * go on at any time; the more clients, the more events in a second of event time.
 *
 * <p>Copies stand equally far apart. Time falls into slots as long as that distance: in each slot
 * each part of the recording is played once, by one copy after the other, so that the order of
 * events is the same in all slots.
 *
 * @param log of the native format, plain or gzip
 * @param events how many in all, at least 1
 * @param clients about how many different ones: a multiple of those in the recording
 * @param mostLate how far behind the newest event one may come, in milliseconds; what came later in
 *     the recording comes that late
 * @param start of event time, epoch milliseconds
 * @param mix who asks which model
 */
public record Traffic(String log, long events, int clients, long mostLate, long start, Mix mix)
    implements Serializable {
  /** Long past, so that even months of events are none of the future. */
  private static final long START = Instant.parse("2020-01-06T00:00:00Z").toEpochMilli();

  private static final int MODELS = 16;

  /** Who asks which model. */
  public enum Mix {
    /** As it was recorded. */
    RECORDED,
    /** As recorded, but with those fields alone that every log has. */
    LEAN,
    /** Requests to the model that is asked most, under sixteen names. */
    MANY_MODELS,
    /** The same requests, under its one name. */
    ONE_MODEL,
    /** As recorded, but every second request is of the client that asks most, no two alike. */
    HOT_CLIENT
  }

  /** Traffic as it was recorded, that begins in the past. */
  public static Traffic of(Path log, long events, int clients, long mostLate) {
    return of(log, events, clients, mostLate, Mix.RECORDED);
  }

  /** Traffic that begins in the past. */
  public static Traffic of(Path log, long events, int clients, long mostLate, Mix mix) {
    return new Traffic(log.toString(), events, clients, mostLate, START, mix);
  }

  /** Reads the recording, for one thread. */
  public Player player() {
    try {
      Trace trace = Trace.read(Path.of(log));
      return switch (mix) {
        case RECORDED, HOT_CLIENT -> new Player(this, trace);
        case LEAN -> new Player(this, trace.lean());
        case MANY_MODELS, ONE_MODEL -> new Player(this, trace.ofOneModel());
      };
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  /** Plays it, event by event, without end. */
  public static final class Player {
    private final Traffic traffic;
    private final PlayedLines lines;
    private final int copies;
    private final int clients;
    private final long slotLength;
    private final int[] part;
    private final long[] offset;
    private final PlayedLines hot;
    private final LineWriter writer = new LineWriter();
    private long number;
    private long slot;
    private int next;
    private int copy;

    private Player(Traffic traffic, Trace trace) {
      this.traffic = traffic;
      List<RecordedLine> recorded = trace.lines();
      copies = Math.max(1, Math.round((float) traffic.clients() / trace.clients()));
      clients = copies * trace.clients();
      hot = PlayedLines.of(traffic.mix() == Mix.HOT_CLIENT ? trace.ofOneClient() : List.of());
      long[] arrivals = arrivals(recorded);
      // Rounded up, and at least a millisecond: the last event is in the last part.
      slotLength = (arrivals[arrivals.length - 1] + copies) / copies;
      int[] order =
          IntStream.range(0, arrivals.length)
              .boxed()
              .sorted(Comparator.comparingLong(i -> arrivals[i] % slotLength))
              .mapToInt(Integer::intValue)
              .toArray();
      lines = PlayedLines.of(Arrays.stream(order).mapToObj(recorded::get).toList());
      part = new int[order.length];
      offset = new long[order.length];
      for (int i = 0; i < order.length; i++) {
        long arrival = arrivals[order[i]];
        part[i] = (int) (arrival / slotLength);
        long late = arrival - (recorded.get(order[i]).time() - recorded.get(0).time());
        offset[i] = arrival % slotLength - Math.min(late, traffic.mostLate());
      }
    }

    /** Milliseconds after the first event at which the newest event so far is that of each line. */
    private static long[] arrivals(List<RecordedLine> lines) {
      long[] arrivals = new long[lines.size()];
      long newest = 0;
      for (int i = 0; i < arrivals.length; i++) {
        newest = Math.max(newest, lines.get(i).time() - lines.get(0).time());
        arrivals[i] = newest;
      }
      return arrivals;
    }

    /** Events in a second of event time. */
    public double perSecond() {
      return part.length * 1000.0 / slotLength;
    }

    /** Different clients there are. */
    public int clients() {
      return clients;
    }

    /** Moves to the next event. */
    public void advance() {
      if (next == part.length) {
        next = 0;
        slot++;
      }
      copy = (int) Math.floorMod(part[next] - slot, (long) copies);
      number++;
      next++;
    }

    /** Which copy of the recording's clients the event is of. */
    public int copy() {
      return copy;
    }

    /** Events so far, this one among them. */
    public long number() {
      return number;
    }

    /** The time of the event, epoch milliseconds. */
    public long time() {
      return traffic.start() + slot * slotLength + offset[next - 1];
    }

    /** The event as JSON, of another copy and time. */
    public byte[] json(int ofCopy, long at) {
      if (hot.size() > 0 && number % 2 == 0) {
        return writer.write(hot, (int) (number / 2 % hot.size()), 0, number, 0, at, number);
      }
      int model = traffic.mix() == Mix.MANY_MODELS ? ofCopy % MODELS : 0;
      return writer.write(lines, next - 1, ofCopy, ofCopy, model, at, number);
    }

    /** The event as JSON. */
    public byte[] json() {
      return json(copy, time());
    }
  }
}
