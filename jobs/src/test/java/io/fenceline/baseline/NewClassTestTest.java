// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fenceline.model.NewClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

class NewClassTestTest {
  private static final Map<String, Double> PAST = Map.of("a", 3000d, "b", 1000d);
  private static final List<String> KNOWN = List.of("a", "b");

  @Test
  void aClassThatManyClientsSuddenlyGetIsNew() {
    NewClass found = NewClassTest.test(pane(400, 12, 1), KNOWN, PAST).get(0);

    assertThat(found.name()).isEqualTo("new");
    assertThat(found.clients()).isEqualTo(12);
    assertThat(found.expected()).isCloseTo(3 * 412 / 4000.0, offset(1e-9));
    double tail = 1 - new PoissonDistribution(found.expected()).cumulativeProbability(11);
    assertThat(found.pValue()).isLessThan(1e-6).isCloseTo(tail, offset(1e-12));
    assertThat(found.baselineSize()).isEqualTo(4000);
  }

  @Test
  void oneClientCannotMakeAClassNewHoweverOftenItGetsIt() {
    assertThat(NewClassTest.test(pane(400, 1, 10_000), KNOWN, PAST)).isEmpty();
  }

  @Test
  void knownClassesAreNotNewHoweverRareTheyHaveBecome() {
    assertThat(NewClassTest.test(pane(400, 12, 1), List.of("a", "b", "new"), PAST)).isEmpty();
  }

  @Test
  void withoutAPastOrWithTooManyClassesNothingIsNew() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < NewClassTest.KNOWN; i++) {
      many.add("c" + i);
    }

    assertThat(NewClassTest.test(pane(400, 12, 1), List.of(), Map.of())).isEmpty();
    assertThat(NewClassTest.test(pane(400, 12, 1), many, PAST)).isEmpty();
    assertThat(NewClassTest.test(pane(400, 12, 1), List.of(ClassCounts.OTHER), PAST)).isEmpty();
  }

  @Property(tries = 50, seed = "2")
  void aLongTailOfRareClassesBringsNothingNew(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, Double> past = new TreeMap<>();
    List<String> known = new ArrayList<>();
    for (int pane = 0; pane < 20; pane++) {
      List<ClientShare> clients = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        // Classes with frequencies of 1/rank, of which ever new ones turn up.
        String name = "c" + (int) Math.exp(random.nextDouble() * Math.log(900));
        clients.add(new ClientShare(i, "key:" + i, 1, 0, Map.of(name, 1L), List.of()));
      }
      assertThat(NewClassTest.test(clients, known, past)).isEmpty();
      known = NewClassTest.extend(known, clients);
      ClassShiftTest.weigh(clients).forEach((name, w) -> past.merge(name, w, Double::sum));
    }
    assertThat(known).hasSizeGreaterThan(100);
  }

  private static List<ClientShare> pane(int ordinary, int with, long each) {
    List<ClientShare> clients = new ArrayList<>();
    for (int i = 0; i < ordinary; i++) {
      clients.add(new ClientShare(i, "key:" + i, 1, 0, Map.of("a", 1L), List.of()));
    }
    for (int i = 0; i < with; i++) {
      long hash = 10_000 + i;
      clients.add(new ClientShare(hash, "key:" + hash, each, 0, Map.of("new", each), List.of()));
    }
    return clients;
  }
}
