// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.feature.Fingerprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is counted and compared by bits gives what counting and comparing one by one gives. */
class HashesTest {

  @Property(tries = 100)
  void aFilterFindsTheShareThatTwoSortedSetsHave(@ForAll long seed) {
    Random random = new Random(seed);
    HashFilter filter = new HashFilter();
    for (int i = 0; i < 20; i++) {
      int[] one = random.ints(1 + random.nextInt(28), 0, 100).distinct().sorted().toArray();
      int[] other = random.ints(1 + random.nextInt(28), 0, 100).distinct().sorted().toArray();
      double share = Fingerprint.share(one, other);
      filter.set(one);

      assertThat(filter.share(other, 0, other.length, Double.NaN)).isEqualTo(share);
      assertThat(filter.share(other, 0, other.length, share)).isLessThanOrEqualTo(share);
      assertThat(filter.share(other, 0, other.length, share - 0.001)).isEqualTo(share);
    }
  }

  @Property(tries = 100)
  void tellingHashesAreThoseThatAreNotCommon(@ForAll long seed) {
    Random random = new Random(seed);
    TellingHashes hashes = new TellingHashes();
    long[] common = random.longs(50, 0, 200).distinct().sorted().toArray();
    for (int i = 0; i < 20; i++) {
      long[] fingerprint = random.longs(random.nextInt(50), 0, 400).distinct().toArray();

      assertThat(hashes.of(fingerprint, common))
          .isEqualTo(Fingerprint.telling(fingerprint, common));
    }
  }

  @Property(tries = 30)
  void commonHashesAreThoseOfEnoughRequestsAndClients(@ForAll long seed) {
    Random random = new Random(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long[] hashes = random.longs(8, 0, 600).distinct().toArray();
      samples.add(sample(random.nextInt(60), hashes));
    }

    assertThat(CommonHashes.of(samples)).isEqualTo(oneByOne(samples));
  }

  @Test
  void withoutHashesNoneIsCommon() {
    assertThat(CommonHashes.of(List.of())).isEmpty();
    assertThat(CommonHashes.of(List.of(sample(1, new long[0])))).isEmpty();
  }

  private static long[] oneByOne(List<Sample> samples) {
    Map<Long, Integer> requests = new TreeMap<>();
    Map<Long, Set<Long>> clients = new TreeMap<>();
    Set<Long> all = new HashSet<>();
    for (Sample sample : samples) {
      all.add(sample.client());
      for (long hash : sample.fingerprint()) {
        requests.merge(hash, 1, Integer::sum);
        clients.computeIfAbsent(hash, h -> new HashSet<>()).add(sample.client());
      }
    }
    return requests.keySet().stream()
        .filter(hash -> requests.get(hash) > Math.max(2, 0.02 * samples.size()))
        .filter(hash -> clients.get(hash).size() > Math.max(2, 0.02 * all.size()))
        .mapToLong(Long::longValue)
        .toArray();
  }

  private static Sample sample(long client, long[] hashes) {
    float none = Float.NaN;
    return new Sample(
        0, client, "1@", "c", none, none, none, none, none, none, new float[0], hashes);
  }
}
