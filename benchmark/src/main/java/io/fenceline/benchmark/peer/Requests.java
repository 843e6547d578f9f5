// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import io.fenceline.benchmark.memory.Feed;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Requests that are made of a seed: one in each millisecond, in order; a few attackers among
 * thousands of honest clients, of which few ask much and most ask little (Zipf's law, exponent 1).
 *
 * @param sticky how probable it is that an honest client gets the class it got before; without that
 *     the class is one of three at random
 * @param count how many
 */
public record Requests(long seed, double sticky, int count) implements Feed<Request> {
  private static final int HONEST = 10_000;
  private static final int ATTACKERS = 20;
  private static final int CLASSES = 3;

  /** Each attacker asks once in this many requests, and gets another class every time. */
  private static final int PACE = 1_000;

  /** Every answer at random: two of three requests are switches, the worst case. */
  public static Requests random(int count) {
    return new Requests(1, 0, count);
  }

  /** An honest client keeps its class in 97 of 100 requests: closer to life. */
  public static Requests sticky(int count) {
    return new Requests(1, 0.97, count);
  }

  @Override
  public Iterator<Request> open(int own, int readers) {
    if (readers != 1) {
      throw new IllegalArgumentException("requests have one reader");
    }
    return iterator();
  }

  /** The requests, made before the first is asked for: making them is no part of a measurement. */
  public Iterator<Request> iterator() {
    SplittableRandom random = new SplittableRandom(seed);
    double[] upTo = zipf();
    int[] last = new int[HONEST + ATTACKERS];
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int turn = i % PACE;
              boolean attacker = turn % (PACE / ATTACKERS) == 0;
              int client =
                  attacker ? HONEST + turn / (PACE / ATTACKERS) : pick(upTo, random.nextDouble());
              if (attacker) {
                last[client] = (last[client] + 1) % CLASSES;
              } else if (random.nextDouble() >= sticky) {
                last[client] = random.nextInt(CLASSES);
              }
              return new Request(client, i, last[client]);
            })
        .toList()
        .iterator();
  }

  private static double[] zipf() {
    double[] upTo = new double[HONEST];
    double sum = 0;
    for (int i = 0; i < HONEST; i++) {
      sum += 1.0 / (i + 1);
      upTo[i] = sum;
    }
    return upTo;
  }

  private static int pick(double[] upTo, double share) {
    int found = Arrays.binarySearch(upTo, share * upTo[upTo.length - 1]);
    return found < 0 ? -found - 1 : found;
  }
}
