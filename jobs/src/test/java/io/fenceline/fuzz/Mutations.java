// SPDX-License-Identifier: Apache-2.0
package io.fenceline.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Inputs made of valid ones by chance, the same for the same seed. An input after which something
 * happens that had not happened before is kept and changed further, so that faults behind faults
 * are reached.
 */
public final class Mutations {
  private static final int LONGEST = 384 * 1024;
  private static final int MOST_REPEATED = 64 * 1024;
  private static final int LONGEST_KEPT = 16 * 1024;
  private static final int MOST_KEPT = 4_096;
  private static final int MOST_OUTCOMES = 1 << 20;

  /** Changes that know what an input is made of, such as lines or words. */
  public interface Structure {
    /** An input made of this one; the same for the same random numbers. */
    String changed(String input, SplittableRandom random);
  }

  private final SplittableRandom random;
  private final List<byte[]> valid;
  private final List<byte[]> words;
  private final String delimiters;
  private final List<byte[]> taken = new ArrayList<>();
  private final List<byte[]> refused = new ArrayList<>();
  private final Set<Long> outcomes = new HashSet<>();
  private Structure structure = (input, random) -> input;
  private int rough = 1;

  /**
   * Makes inputs by changing bytes and words.
   *
   * @param valid what to begin with
   * @param words what the format is made of, and what breaks readers of it
   * @param delimiters characters between its words
   */
  public Mutations(long seed, List<String> valid, List<String> words, String delimiters) {
    this.delimiters = delimiters;
    this.random = new SplittableRandom(seed);
    this.valid = valid.stream().map(Mutations::bytes).toList();
    List<byte[]> all = new ArrayList<>(words.stream().map(Mutations::bytes).toList());
    // Invalid UTF-8: stray, cut off, overlong, a surrogate, beyond Unicode.
    for (String hex : List.of("80", "e282", "c0af", "eda080", "f4908080", "ff", "00", "efbbbf")) {
      all.add(HexFormat.of().parseHex(hex));
    }
    this.words = all;
  }

  /**
   * These, most of whose inputs are changed by what knows their structure.
   *
   * @param often one of so many inputs is changed by bytes and words all the same
   */
  public Mutations with(Structure structure, int often) {
    this.structure = structure;
    rough = often;
    return this;
  }

  /** How many inputs a run tries: what is usual, or what the command line asks for. */
  public static long inputs(long usual) {
    return Long.getLong("fenceline.fuzz.inputs", usual);
  }

  /** Where chance begins; another number tries other inputs. */
  public static long seed() {
    return Long.getLong("fenceline.fuzz.seed", 1);
  }

  /** The next input. */
  public byte[] next() {
    byte[] input = base();
    int changes = 1 + random.nextInt(1 + random.nextInt(6));
    if (random.nextInt(rough) == 0) {
      for (; changes > 0; changes--) {
        input = changed(input);
      }
    } else {
      String text = new String(input, StandardCharsets.UTF_8);
      for (; changes > 0; changes--) {
        text = structure.changed(text, random);
      }
      input = bytes(text);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  /** The next input as text; what is not UTF-8 in it becomes U+FFFD. */
  public String nextText() {
    return new String(next(), StandardCharsets.UTF_8);
  }

  /**
   * Says what an input led to; figures and quotations in the outcome do not count. What is new is
   * kept, later in the place of something that was.
   *
   * @param isTaken whether it was found valid
   */
  public void led(byte[] input, boolean isTaken, String outcome) {
    if (outcomes.size() < MOST_OUTCOMES
        && outcomes.add(hash(withoutFigures(outcome)))
        && input.length <= LONGEST_KEPT) {
      List<byte[]> kept = isTaken ? taken : refused;
      if (kept.size() < MOST_KEPT) {
        kept.add(input);
      } else {
        kept.set(random.nextInt(MOST_KEPT), input);
      }
    }
  }

  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /** Also without what a message quotes. */
  private static String withoutFigures(String outcome) {
    StringBuilder text = new StringBuilder(outcome.length());
    boolean quoted = false;
    for (int i = 0; i < outcome.length(); i++) {
      char c = outcome.charAt(i);
      quoted ^= c == '\'';
      if (!quoted && (c < '0' || c > '9')) {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** How many different outcomes there were. */
  public int outcomes() {
    return outcomes.size();
  }

  private byte[] base() {
    int from = random.nextInt(10);
    if (from < 4 && !taken.isEmpty()) {
      return any(taken);
    }
    // What is broken already hides what a further change breaks.
    return from == 9 && !refused.isEmpty() ? any(refused) : any(valid);
  }

  private byte[] any(List<byte[]> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int to = Math.min(input.length, at + 1 + random.nextInt(1 + random.nextInt(64)));
    if (random.nextInt(200) == 0) {
      return inAnotherCharset(input);
    }
    return switch (random.nextInt(16)) {
      case 0 -> spliced(input, at, bytes(String.valueOf((char) random.nextInt(128))), to);
      case 1 -> spliced(input, at, new byte[] {(byte) random.nextInt(256)}, at);
      case 2 -> flipped(input, at);
      case 3 -> spliced(input, at, new byte[0], to);
      case 4 -> spliced(input, at, any(words), at);
      case 5 -> spliced(input, at, any(words), to);
      case 6 -> spliced(input, at, repeated(Arrays.copyOfRange(input, at, to)), at);
      case 7 -> spliced(input, at, repeated(any(words)), at);
      case 8 -> crossed(input, at);
      case 9 -> Arrays.copyOf(input, at);
      case 10, 11 -> ofWords(input, at, any(words));
      case 12, 13 -> ofWords(input, at, word(input, random.nextInt(input.length + 1)));
      case 14 -> ofWords(input, at, word(any(valid), random.nextInt(valid.get(0).length)));
      default -> ofWords(input, at, new byte[0]);
    };
  }

  /** As an editor may save it. */
  private byte[] inAnotherCharset(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    return text.getBytes(
        switch (random.nextInt(4)) {
          case 0 -> StandardCharsets.UTF_16;
          case 1 -> StandardCharsets.UTF_16LE;
          case 2 -> StandardCharsets.ISO_8859_1;
          default -> Charset.forName("UTF-32");
        });
  }

  /** With another word in the place of the one that stands there. */
  private byte[] ofWords(byte[] input, int at, byte[] word) {
    return spliced(input, start(input, at), word, end(input, at));
  }

  private byte[] word(byte[] input, int at) {
    int inside = Math.min(at, input.length);
    return Arrays.copyOfRange(input, start(input, inside), end(input, inside));
  }

  private int start(byte[] input, int at) {
    int start = at;
    while (start > 0 && delimiters.indexOf(input[start - 1]) < 0) {
      start--;
    }
    return start;
  }

  private int end(byte[] input, int at) {
    int end = at;
    while (end < input.length && delimiters.indexOf(input[end]) < 0) {
      end++;
    }
    return end;
  }

  private static byte[] flipped(byte[] input, int at) {
    byte[] changed = input.clone();
    if (at < changed.length) {
      changed[at] ^= (byte) (1 << (at & 7));
    }
    return changed;
  }

  /** Seldom very often, for what counts or nests. */
  private byte[] repeated(byte[] what) {
    int times = random.nextInt(50) == 0 ? 1 + random.nextInt(3_000) : 1 + random.nextInt(3);
    int most = Math.max(1, MOST_REPEATED / Math.max(1, what.length));
    byte[] all = new byte[what.length * Math.min(times, most)];
    for (int at = 0; at < all.length; at += what.length) {
      System.arraycopy(what, 0, all, at, what.length);
    }
    return all;
  }

  /** One input up to here, and the end of another. */
  private byte[] crossed(byte[] input, int at) {
    byte[] other = base();
    int from = random.nextInt(other.length + 1);
    return spliced(input, at, Arrays.copyOfRange(other, from, other.length), input.length);
  }

  private static byte[] spliced(byte[] input, int from, byte[] middle, int to) {
    byte[] made = new byte[from + middle.length + input.length - to];
    System.arraycopy(input, 0, made, 0, from);
    System.arraycopy(middle, 0, made, from, middle.length);
    System.arraycopy(input, to, made, from + middle.length, input.length - to);
    return made;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
