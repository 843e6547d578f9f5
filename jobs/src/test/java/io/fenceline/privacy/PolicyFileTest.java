// SPDX-License-Identifier: Apache-2.0
package io.fenceline.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
  private static final String EXTENDS = "version: 1\nextends: default\nfields:\n";

  /** The contract as DESIGN and README print it, written down once more by hand. */
  private static final List<String> CONTRACT =
      List.of(
          "timestamp",
          "request_id",
          "model_name",
          "prediction.class",
          "api_key_id",
          "user_id",
          "source_ip",
          "user_agent",
          "session_id",
          "trace_id",
          "span_id",
          "tenant",
          "endpoint",
          "status",
          "model_version",
          "model_digest",
          "latency_ms",
          "input_stats.text_length",
          "input_stats.oov_rate",
          "input_stats.perplexity",
          "input_stats.hidden_char_count",
          "input_stats.mean",
          "input_stats.std",
          "input_stats.min",
          "input_stats.max",
          "input_stats.dtype",
          "input_stats.special_char_rate",
          "input_stats.token_count",
          "prediction.confidence",
          "prediction.entropy",
          "prediction.scores",
          "input_fingerprint",
          "activation_stats",
          "attention_stats");

  /** What rules in SQL read beside it. */
  private static final List<String> OPTIONAL =
      List.of(
          "auth_method",
          "error_code",
          "flags",
          "guardrail.action",
          "guardrail.categories",
          "guardrail.confidence",
          "guardrail.id",
          "output_stats.text_length",
          "output_stats.token_count",
          "region",
          "tool_calls");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void theShippedPolicyNamesEveryContractFieldPublic(ContractField field) {
    assertThat(PrivacyPolicy.shipped().treatment(field)).isEqualTo(Treatment.KEEP);
  }

  @Test
  void theFieldsAreThoseOfTheContract() {
    assertThat(ContractField.paths()).containsExactlyInAnyOrderElementsOf(CONTRACT);
  }

  @Test
  void theShippedPolicyCapturesWhatRulesReadOutsideTheContract() {
    assertThat(PrivacyPolicy.shipped().extraPaths())
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("attention_stats"), OPTIONAL.stream()).sorted().toList());
  }

  @Test
  void aPolicyOfOnesOwnHasTheSayOverOptionalFields() {
    PrivacyPolicy policy =
        parse(
            EXTENDS
                + "  region: private\n"
                + "  guardrail: {category: private, treatment: length}\n"
                + "  output_stats.token_count.total: public\n");

    assertThat(policy.extraPaths())
        .contains("guardrail", "output_stats.token_count.total", "output_stats.text_length")
        .doesNotContain("region", "guardrail.id", "output_stats.token_count");
  }

  @Test
  void oneLineTightensTheShippedPolicy() {
    PrivacyPolicy policy = parse(EXTENDS + "  source_ip: {category: private, treatment: hash}\n");

    assertThat(policy.treatment(ContractField.SOURCE_IP)).isEqualTo(Treatment.HASH);
    assertThat(policy.treatment(ContractField.USER_ID)).isEqualTo(Treatment.KEEP);
    assertThat(policy.hashedPaths()).containsExactly("source_ip");
  }

  @Test
  void whatIsNotNamedIsDropped() {
    PrivacyPolicy policy =
        parse(
            """
            version: 1
            fields:
              timestamp: public
              request_id: public
              model_name: public
              tenant: public
              user_id: public
              prediction.class: public
            """);

    assertThat(policy.treatment(ContractField.SOURCE_IP)).isEqualTo(Treatment.DROP);
    assertThat(policy.treatment(ContractField.LATENCY)).isEqualTo(Treatment.DROP);
    assertThat(policy.extraPaths()).isEmpty();
  }

  @Test
  void aFieldsOwnLineComesBeforeItsGroups() {
    PrivacyPolicy policy =
        parse(EXTENDS + "  input_stats.oov_rate: public\n  input_stats.*: private\n");

    assertThat(policy.treatment(ContractField.OOV_RATE)).isEqualTo(Treatment.KEEP);
    assertThat(policy.treatment(ContractField.MEAN)).isEqualTo(Treatment.DROP);
  }

  @Test
  void fieldsOutsideTheContractAreCapturedUnlessTheyAreDropped() {
    PrivacyPolicy policy =
        parse(
            EXTENDS
                + "  deployment.region: public\n"
                + "  prompt: {category: private, treatment: length}\n"
                + "  payload: private\n"
                + "  input_stats.sum: public\n"
                + "  user.id: {category: private, treatment: hash}\n"
                + "  attention_stats: private\n");

    assertThat(policy.extraPaths())
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of("deployment.region", "input_stats.sum", "prompt", "user.id"),
                    OPTIONAL.stream())
                .sorted()
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          timestamp: private                                  | event time orders everything
          model_name: {category: private, treatment: hash}    | every baseline and every alert
          request_id: private                                 | it can be: public, hash
          user_id: {category: private, treatment: length}     | it can be: public, drop, hash
          tenant: private                                     | tenants must never be mixed
          prediction.class: private                           | it can be: public, hash
          prediction.*: private                               | prediction.class cannot be 'drop'
          latency_ms: {category: private, treatment: hash}    | it is a number
          input_fingerprint: {category: private, treatment: length} | it holds numbers
          user_agent: {category: private, treatment: encrypt} | unknown treatment 'encrypt'; known are: drop, hash, length
          user_agent: {category: public, treatment: hash}     | has no treatment
          user_agent: {category: secret}                      | known are: public, private
          user_agent: {catgory: private}                      | did you mean 'category'?
          user_agent: hash                                    | write {category: private, treatment: hash}
          user_agent: [public]                                | expected a category, found a list
          user_agent:                                         | expected a category, found nothing
          sorce_ip: private                                   | did you mean 'source_ip'?
          prediction.clas: public                             | did you mean 'prediction.class'?
          input_stats: public                                 | write 'input_stats.*'
          prediction.scores.cat: public                       | name that as a whole
          custom.*: public                                    | names no group of the contract
          cust*m: public                                      | can only end a group
          a..b: public                                        | is no dotted path
          """)
  void aLineThatCannotBeMeantIsRefusedWithItsPlace(String line, String message) {
    assertThatThrownBy(() -> parse(EXTENDS + "  " + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("policy.yaml:4: ")
        .hasMessageContaining(message);
  }

  @Test
  void aPolicyThatWouldBlindDetectionIsRefused() {
    assertThatThrownBy(
            () ->
                parse(EXTENDS + "  api_key_id: private\n  user_id: private\n  source_ip: private"))
        .hasMessageContaining("no client could be told from another");
    assertThatThrownBy(() -> parse("version: 1\nfields:\n  model_name: public\n"))
        .hasMessageContaining("timestamp is not named")
        .hasMessageContaining("extends: default");
  }

  @Test
  void aNumberCannotHideBehindTheScoresItIsComputedFrom() {
    assertThatThrownBy(() -> parse(EXTENDS + "  prediction.entropy: private\n"))
        .hasMessageContaining("compute it from prediction.scores");
    assertThat(
            parse(EXTENDS + "  prediction.entropy: private\n  prediction.scores: private\n")
                .treatment(ContractField.ENTROPY))
        .isEqualTo(Treatment.DROP);
  }

  @Test
  void overlappingFieldsAreRefused() {
    assertThatThrownBy(() -> parse(EXTENDS + "  custom: public\n  custom.inner: private\n"))
        .hasMessageStartingWith("policy.yaml:5: ")
        .hasMessageContaining("overlap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fields: {}", "version: 2", "version: [1]"})
  void onlyVersionOneIsRead(String text) {
    assertThatThrownBy(() -> parse(text)).hasMessageContaining("version");
  }

  @Test
  void unknownKeysAndOtherPoliciesToExtendAreRefused() {
    assertThatThrownBy(() -> parse("version: 1\nfeilds: {}"))
        .hasMessage("policy.yaml:2: unknown key 'feilds'; did you mean 'fields'?");
    assertThatThrownBy(() -> parse("version: 1\nextends: other.yaml"))
        .hasMessageContaining("can only be 'default'");
    assertThatThrownBy(() -> parse("version: 1\nfields: public"))
        .hasMessageContaining("found text");
  }

  @Test
  void aFileIsReadByItsPathAndItsAbsenceIsSaid() throws Exception {
    Path file = Files.writeString(directory.resolve("p.yaml"), EXTENDS + "  user_agent: private");

    assertThat(PrivacyPolicy.load(file).treatment(ContractField.USER_AGENT))
        .isEqualTo(Treatment.DROP);
    assertThatThrownBy(() -> PrivacyPolicy.load(directory.resolve("none.yaml")))
        .hasMessageEndingWith("none.yaml: no such file");
  }

  @Test
  void aPolicySurvivesJavaSerialisation() throws Exception {
    PrivacyPolicy policy = parse(EXTENDS + "  note: public\n  user_agent: private\n");

    assertThat(InstantiationUtil.clone(policy)).isEqualTo(policy).hasSameHashCodeAs(policy);
  }

  private static PrivacyPolicy parse(String text) {
    return PolicyFile.parse("policy.yaml", text);
  }
}
