// SPDX-License-Identifier: Apache-2.0
package io.fenceline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.model.Alert;
import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Detection;
import io.fenceline.model.Family;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionPerRuleTest {
  private static final long WINDOW = 60_000;
  private static final long LENGTH = 600_000;
  private static final AlertSettings SETTINGS =
      new AlertSettings(WINDOW, LENGTH, new RiskSettings(7_200_000, 40, 70));

  @Test
  void aRuleThatWaitsLongerThanTheJobMakesOneAlert() throws Exception {
    assertThat(alerts(by(0, 2 * WINDOW, 0), by(0, 2 * WINDOW, 2 * WINDOW))).isEqualTo(1);
    assertThat(alerts(by(0, 2 * WINDOW, 0), by(0, 2 * WINDOW, 2 * WINDOW + 1))).isEqualTo(2);
  }

  @Test
  void aRuleThatWaitsShorterThanTheJobMakesTwo() throws Exception {
    assertThat(alerts(by(0, WINDOW / 2, 0), by(0, WINDOW / 2, WINDOW / 2 + 1))).isEqualTo(2);
  }

  @Test
  void aRuleThatSaysNothingWaitsAsTheJobDoes() throws Exception {
    assertThat(alerts(by(0, 0, 0), by(0, 0, WINDOW))).isEqualTo(1);
    assertThat(alerts(by(0, 0, 0), by(0, 0, WINDOW + 1))).isEqualTo(2);
  }

  @Test
  void twoDetectionsThatARuleWantsInOneAlertFitEvenBeyondTheLongestIncident() throws Exception {
    assertThat(alerts(by(0, 3 * LENGTH, 0), by(0, 3 * LENGTH, 2 * LENGTH))).isEqualTo(1);
  }

  @Test
  void theRulesOfOneEntityDoNotShareTheirSuppression() throws Exception {
    assertThat(
            alerts(
                by(0, 2 * WINDOW, 0),
                by(1, 0, 0),
                by(0, 2 * WINDOW, 2 * WINDOW),
                by(1, 0, 2 * WINDOW)))
        .isEqualTo(3);
  }

  @Test
  void aRuleOnTrialRaisesNobody() throws Exception {
    Family[] kinds = {Family.SIMILARITY, Family.ODDITY, Family.CONSUMPTION};
    for (boolean onTrial : new boolean[] {false, true}) {
      try (AlertHarness harness = AlertHarness.of(SETTINGS)) {
        for (Family kind : kinds) {
          harness.send(detection("rule-" + kind, kind, 0, onTrial, 0));
        }
        harness.end();
        List<Severity> raised =
            harness.alerts().stream().map(Alert::severity).filter(s -> s != Severity.LOW).toList();
        assertThat(raised).hasSize(onTrial ? 0 : 1);
      }
    }
  }

  private static long alerts(Detection... detections) throws Exception {
    try (AlertHarness harness = AlertHarness.of(SETTINGS)) {
      for (Detection detection : detections) {
        harness.send(detection);
        harness.watermark(detection.timestamp() - Detections.START);
      }
      harness.end();
      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
      return harness.alerts().stream().map(Alert::id).distinct().count();
    }
  }

  private static Detection by(int rule, long suppressionMillis, long millis) {
    return detection("rule-" + rule, Family.CONSUMPTION, suppressionMillis, false, millis);
  }

  private static Detection detection(
      String rule, Family family, long suppressionMillis, boolean onTrial, long millis) {
    Detection usual = Detections.at(millis, Severity.LOW, "203.0.113.7");
    return Detections.of(
        new Rule(
            rule,
            1,
            family,
            "Rule",
            List.of(AtlasTechnique.EVADE_MODEL),
            "",
            "custom",
            suppressionMillis,
            onTrial),
        millis,
        Severity.LOW,
        usual.subject(),
        Detections.ENTITY,
        "because");
  }
}
