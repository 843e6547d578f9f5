// SPDX-License-Identifier: Apache-2.0
package io.fenceline.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenceline.fuzz.FuzzRun;
import io.fenceline.fuzz.Mutations;
import io.fenceline.fuzz.Outcome;
import io.fenceline.fuzz.YamlStructure;
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
          "fields:");

  @Test
  void everyPolicyIsOneOrHasAFaultWithItsLine() throws IOException {
    String shipped =
        new String(
            PolicyFile.class.getResourceAsStream("default-policy.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    Mutations mutations = YamlStructure.mutations(List.of(OWN, shipped), WORDS);
    FuzzRun.of("policies", mutations, 8 << 20, 2_000)
        .run(Mutations.inputs(3_000), PolicyFileFuzzTest::read, PolicyFileFuzzTest::isPolicy)
        .reaches(0.01, 0.9, 30);
  }

  /** A policy or a fault. */
  private static Object read(byte[] policy) {
    try {
      return PolicyFile.parse("policy.yaml", new String(policy, StandardCharsets.UTF_8));
    } catch (YamlFault e) {
      return e;
    }
  }

  private static Outcome isPolicy(byte[] policy, Object read) {
    if (read instanceof YamlFault fault) {
      long lines = new String(policy, StandardCharsets.UTF_8).lines().count();
      assertThat(fault.place().file()).isEqualTo("policy.yaml");
      assertThat(fault.place().line()).isBetween(1, (int) lines + 2);
      assertThat(fault).hasMessageStartingWith("policy.yaml");
      return Outcome.refused("refused", fault.problem());
    }
    PrivacyPolicy sound = (PrivacyPolicy) read;
    new EventProtection(new PrivacySettings(sound, KEY)).apply(SampleEvents.full(Map.of()));
    return Outcome.taken(sound.extraPaths() + " " + sound.hashedPaths());
  }
}
