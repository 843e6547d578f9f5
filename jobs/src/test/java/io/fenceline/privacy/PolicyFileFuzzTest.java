// SPDX-License-Identifier: Apache-2.0
package io.fenceline.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.fuzz.FuzzReport;
import io.fenceline.fuzz.Mutations;
import io.fenceline.yaml.YamlFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever stands in a policy, it is one or has a fault with its line. */
class PolicyFileFuzzTest {
  private static final HashKey KEY = HashKey.of("k".repeat(HashKey.SHORTEST));
  private static final String OWN =
      """
      version: 1
      extends: default
      fields:
        user_id: {category: private, treatment: hash}
        input_stats.*: public
        note: {category: private, treatment: length}
        meta.region: public
      """;
  private static final List<String> WORDS =
      List.of(
          ":",
          ": ",
          "- ",
          "\n",
          "\n  ",
          "{",
          "}",
          "[",
          "[[[[",
          "{a: ",
          "|\n",
          ">-\n",
          "&a ",
          "*a",
          "<<: *a",
          "!!binary ",
          "? ",
          "---\n",
          "\t",
          "#",
          "'",
          "\"",
          "\\x00",
          "\"\\ud800\"",
          "~",
          "null",
          "yes",
          "1e999",
          "public",
          "private",
          "identifier",
          "hash",
          "drop",
          "keep",
          "*",
          ".*",
          ".",
          "..",
          "input_stats",
          "prediction.scores",
          "user_id",
          "api_key_id",
          "source_ip",
          "version: 2",
          "extends: other",
          "fields:",
          "\u2028",
          "\ufeff");

  @Test
  void everyPolicyIsOneOrHasAFaultWithItsLine() throws IOException {
    String shipped =
        new String(
            PolicyFile.class.getResourceAsStream("default-policy.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    Mutations mutations =
        new Mutations(Mutations.seed(), List.of(OWN, shipped), WORDS, "\n:,{}[] .");
    FuzzReport report = new FuzzReport("policies", 8 << 20, 2_000);
    long inputs = Mutations.inputs(3_000);
    for (long i = 0; i < inputs; i++) {
      byte[] policy = mutations.next();
      report.run(policy, () -> read(policy), read -> isPolicy(read, policy, mutations));
    }
    System.out.println(report.line() + ", outcomes " + mutations.outcomes());
    assertThat(report.acceptedShare()).isBetween(0.01, 0.9);
    assertThat(mutations.outcomes()).isGreaterThan(30);
  }

  /** A policy or a fault. */
  private static Object read(byte[] policy) {
    try {
      return PolicyFile.parse("policy.yaml", new String(policy, StandardCharsets.UTF_8));
    } catch (YamlFault e) {
      return e;
    }
  }

  private static boolean isPolicy(Object read, byte[] policy, Mutations mutations) {
    if (read instanceof YamlFault fault) {
      long lines = new String(policy, StandardCharsets.UTF_8).lines().count();
      assertThat(fault.place().file()).isEqualTo("policy.yaml");
      assertThat(fault.place().line()).isBetween(1, (int) lines + 2);
      assertThat(fault).hasMessageStartingWith("policy.yaml");
      mutations.led(policy, false, fault.problem());
      return false;
    }
    PrivacyPolicy sound = (PrivacyPolicy) read;
    new EventProtection(new PrivacySettings(sound, KEY)).apply(SampleEvents.full(Map.of()));
    mutations.led(policy, true, sound.extraPaths() + " " + sound.hashedPaths());
    return true;
  }
}
