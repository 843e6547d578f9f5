// SPDX-License-Identifier: Apache-2.0
package io.fenceline.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.feature.Request;
import io.fenceline.model.Novelty;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HabitsTest {
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;

  /** When the history of {@link #known} is over. */
  private static final long NOW = 250 * MINUTE;

  private static final Novelty NOTHING = new Novelty(true, false, false, false, false);

  @Test
  void aNewNetworkWithANewSoftwareIsNewOnce() {
    Habits habits = known();

    assertThat(used(habits, NOW, "198.51.100.7", "curl/8.1"))
        .isEqualTo(new Novelty(true, true, true, false, false));
    assertThat(used(habits, NOW + 1, "198.51.100.7", "curl/8.1")).isEqualTo(NOTHING);
  }

  @Test
  void eachFeatureIsJudgedForItself() {
    Habits habits = known();

    assertThat(used(habits, NOW, "198.51.100.7", "okhttp/4.12.0"))
        .isEqualTo(new Novelty(true, true, false, false, false));
    assertThat(used(habits, NOW + 1, "203.0.113.9", "curl/8.1"))
        .isEqualTo(new Novelty(true, false, true, false, false));
  }

  @Test
  void anUpdateAndAnotherAddressOfTheSameNetworkAreNothingNew() {
    assertThat(used(known(), NOW, "203.0.113.200", "okhttp/5.0.1")).isEqualTo(NOTHING);
  }

  @Test
  void anHourIsUnusualOnlyForWhoIsKnownForAWeek() {
    Habits habits = known();
    for (int day = 1; day < 8; day++) {
      assertThat(used(habits, day * DAY, "203.0.113.9", "okhttp/4.12.0")).isEqualTo(NOTHING);
    }

    assertThat(used(habits, 8 * DAY + 3 * 60 * MINUTE, "203.0.113.9", "okhttp/4.12.0").hour())
        .as("in the fourth hour, as on the first day")
        .isFalse();
    assertThat(used(habits, 8 * DAY + 15 * 60 * MINUTE, "203.0.113.9", "okhttp/4.12.0").hour())
        .isTrue();
  }

  @Test
  void whileACredentialIsYoungEverythingIsLearnt() {
    Habits slow = new Habits();
    Habits fast = new Habits();
    for (int i = 0; i < 200; i++) {
      assertThat(used(slow, i * MINUTE, "10." + i % 9 + ".0.1", "tool-" + (char) ('a' + i % 9)))
          .isEqualTo(Novelty.NONE);
    }
    for (int i = 0; i < 500; i++) {
      assertThat(used(fast, i, "10." + i % 9 + ".0.1", "tool-" + (char) ('a' + i % 9)))
          .isEqualTo(Novelty.NONE);
    }
  }

  @Test
  void rotatingThroughPlacesGivesABoundedNumberOfNewOnesAndABoundedState() {
    Habits habits = known();
    int found = 0;
    for (int i = 0; i < 10_000; i++) {
      String agent = "x" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26);
      Novelty novelty =
          used(habits, NOW + i * MINUTE, "10." + i / 250 + "." + i % 250 + ".1", agent);
      found += novelty.network() && novelty.userAgent() ? 1 : 0;
    }
    assertThat(found).isEqualTo(Habits.FEW);
    assertThat(Serialized.bytes(habits, Habits.class)).hasSizeLessThan(300);
  }

  @Test
  void anAddressAloneIsNoCredential() {
    Habits habits = new Habits();
    for (int i = 0; i < 500; i++) {
      Request request = Request.by("").at(i * MINUTE).from("10.0.0." + i % 9, "tool" + i % 9);
      assertThat(habits.judge(request.build())).isEqualTo(Novelty.NONE);
    }
    assertThat(habits.requests).isZero();
  }

  @Test
  void logsWithoutAnyOfItSayNothing() {
    Habits habits = known();
    for (int i = 0; i < 500; i++) {
      assertThat(used(habits, NOW + i, "", "")).isEqualTo(NOTHING);
    }
    for (int i = 0; i < 500; i++) {
      used(habits, NOW + i, "", "");
    }
    assertThat(habits.networks).hasSize(1);
  }

  @Property(tries = 20)
  void mobileUsersWithOneAppAreAtMostInANewNetwork(@ForAll Random random) {
    Habits habits = new Habits();
    int network = 0;
    for (int i = 0; i < 1000; i++) {
      network = random.nextInt(20) == 0 ? random.nextInt(40) : network;
      Novelty novelty = used(habits, i * MINUTE, "10.0." + network + ".1", "app/" + i / 300 + ".0");
      assertThat(novelty.userAgent() || novelty.endpoint() || novelty.hour()).isFalse();
    }
  }

  private static Novelty used(Habits habits, long at, String address, String agent) {
    return habits.judge(Request.by("a").at(at).serial(at).from(address, agent).build());
  }

  /** A credential that for hours was used from one network with one software. */
  private static Habits known() {
    Habits habits = new Habits();
    for (int i = 0; i < 250; i++) {
      used(habits, i * MINUTE, "203.0.113.9", "okhttp/4.12.0");
    }
    return habits;
  }
}
