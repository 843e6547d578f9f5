// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenceline.ingest.KafkaInput;
import io.fenceline.ingest.KafkaOptions;
import io.fenceline.privacy.PrivacyOptions;
import io.fenceline.yaml.YamlFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobConfigurationTest {
  private static final List<Class<?>> OPTIONS =
      List.of(PipelineOptions.class, KafkaOptions.class, PrivacyOptions.class, SampleOptions.class);
  private static final String PASSWORD = "correct horse battery staple, 32+";

  /** One option of each type. */
  public static final class SampleOptions {
    public static final ConfigOption<Double> RATE =
        ConfigOptions.key("sample.rate").doubleType().defaultValue(0.5);
    public static final ConfigOption<Boolean> ON =
        ConfigOptions.key("sample.on").booleanType().defaultValue(false);
    public static final ConfigOption<Long> LIMIT =
        ConfigOptions.key("sample.limit").longType().defaultValue(10L);
    public static final ConfigOption<MemorySize> SIZE =
        ConfigOptions.key("sample.size").memoryType().defaultValue(MemorySize.ofMebiBytes(5));
    public static final ConfigOption<List<Integer>> PORTS =
        ConfigOptions.key("sample.ports").intType().asList().noDefaultValue();
    public static final ConfigOption<List<String>> KEYS =
        ConfigOptions.key("sample.keys").stringType().asList().noDefaultValue();
    public static final ConfigOption<String> PASSPHRASE =
        ConfigOptions.key("sample.keystore-password").stringType().noDefaultValue();
    public static final ConfigOption<String> PASSWORD_FILE =
        ConfigOptions.key("sample.password-file").stringType().noDefaultValue();
    public static final List<ConfigOption<?>> SECRETS = List.of(KEYS);

    private SampleOptions() {}
  }

  @TempDir Path directory;

  @Test
  void nestedAndDottedKeysAndEveryTypeAreRead() throws Exception {
    Configuration configuration =
        load("""
                source:
                  kafka:
                    bootstrap-servers: ${HOST}:9092
                    topics: [inference, 'other']
                    start: earliest
                  kafka.properties:
                    max.poll.records: 500
                    security: {protocol: SASL_SSL}
                job.parallelism: 4
                job: {checkpoint-interval: 5 min}
                delivery.events: FLAGGED
                sample: {rate: 1e-3, on: true, limit: 7, size: 64 kb, ports: [1, 2]}
                """)
            .configuration();

    assertThat(configuration.get(KafkaOptions.BOOTSTRAP_SERVERS)).isEqualTo("broker:9092");
    assertThat(configuration.get(KafkaOptions.TOPICS)).containsExactly("inference", "other");
    assertThat(configuration.get(KafkaOptions.START)).isEqualTo(KafkaInput.Start.EARLIEST);
    assertThat(configuration.get(KafkaOptions.PROPERTIES))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("max.poll.records", "500", "security.protocol", "SASL_SSL"));
    assertThat(configuration.get(PipelineOptions.PARALLELISM)).isEqualTo(4);
    assertThat(configuration.get(PipelineOptions.CHECKPOINT_INTERVAL))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(configuration.get(PipelineOptions.DELIVERY_EVENTS))
        .isEqualTo(DeliveredEvents.FLAGGED);
    assertThat(configuration.get(KafkaOptions.GROUP_ID)).isEqualTo("fenceline");
    assertThat(configuration.get(SampleOptions.RATE)).isEqualTo(0.001);
    assertThat(configuration.get(SampleOptions.ON)).isTrue();
    assertThat(configuration.get(SampleOptions.LIMIT)).isEqualTo(7L);
    assertThat(configuration.get(SampleOptions.SIZE)).isEqualTo(MemorySize.parse("64kb"));
    assertThat(configuration.get(SampleOptions.PORTS)).containsExactly(1, 2);
  }

  @Test
  void anEmptyFileAndNoFileLeaveTheDefaults() throws Exception {
    assertThat(load("# all defaults\n").configuration()).isEqualTo(new Configuration());
    assertThat(JobConfiguration.empty().configuration()).isEqualTo(new Configuration());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          job.paralelism: 2               | unknown option 'job.paralelism'; did you mean 'job.parallelism'?
          surce: {kafka: {topics: [a]}}   | unknown option 'surce'
          source: {kafka: {topic: [a]}}   | unknown option 'source.kafka.topic'; did you mean 'source.kafka.topics'?
          job.parallelism: many           | job.parallelism: expected whole number, found 'many'
          job.parallelism: 1.5            | expected whole number, found '1.5'
          job.parallelism: [1]            | expected whole number, found a list
          job.parallelism:                | expected whole number, found nothing
          job.parallelism: {a: 1}         | expected whole number, found a mapping
          job.checkpoint-interval: soon   | expected duration (30 s, 5 min) of at most 36500 d, found 'soon'
          sample.on: yes                  | expected true or false, found 'yes'
          sample.rate: .inf               | expected number, found '.inf'
          sample.rate: Infinity           | expected number, found 'Infinity'
          sample.size: big                | expected size
          sample.ports: 1                 | expected list of whole number, like [a, b], found a number
          sample.ports: [a]               | expected list of whole number, found 'a'
          source.kafka.topics: [[a]]      | expected list of text, found a list
          delivery.events: some           | expected one of all, flagged, none, found 'some'
          source.kafka: here              | source.kafka: expected a mapping
          source.kafka.properties: here   | expected map of text, found text
          source.kafka.properties: {a: [b]} | source.kafka.properties.a: expected text, found a list
          job.parallelism: ${NONE}        | NONE is not set
          privacy.key: no-secret-at-all   | privacy.key: a secret does not belong here in the clear
          sample.keystore-password: plain | a secret does not belong here in the clear
          sink.kafka.properties.sasl.jaas.config: plain | a secret does not belong here in the clear
          """)
  void aLineThatCannotBeMeantIsRefusedWithItsPlace(String line, String message) {
    assertThatThrownBy(() -> load("# a comment\n" + line + "\n"))
        .isInstanceOf(YamlFault.class)
        .hasMessageStartingWith(directory.resolve("fenceline.yaml") + ":2: ")
        .hasMessageContaining(message);
  }

  @Test
  void theSameOptionTwiceIsRefused() {
    assertThatThrownBy(() -> load("job.parallelism: 2\njob:\n  parallelism: 3\n"))
        .hasMessageContaining("fenceline.yaml:3: 'job.parallelism' stands in line 1 already");
  }

  @Test
  void secretsAreResolvedAndNeverShown() throws Exception {
    Path file = Files.writeString(directory.resolve("key"), PASSWORD + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    JobConfiguration loaded =
        load(
            """
            privacy.key: file:%s
            sample.password-file: /etc/password
            sample.keys: ["${PASSWORD}", "${PASSWORD}2"]
            source.kafka.properties:
              sasl.jaas.config: 'Login required password="${PASSWORD}";'
              sasl.oauthbearer.token.endpoint.url: https://login.example/token
              ssl.truststore.location: /etc/trust.jks
            job.parallelism: 2
            """
                .formatted(file));

    Configuration configuration = loaded.configuration();
    assertThat(configuration.get(PrivacyOptions.KEY)).isEqualTo(PASSWORD);
    assertThat(configuration.get(SampleOptions.KEYS)).containsExactly(PASSWORD, PASSWORD + "2");
    assertThat(configuration.get(KafkaOptions.PROPERTIES))
        .containsEntry("sasl.jaas.config", "Login required password=\"" + PASSWORD + "\";")
        .hasSize(3);
    assertThat(loaded.secretKeys())
        .containsExactly("privacy.key", "sample.keys", "source.kafka.properties.sasl.jaas.config");
    assertThat(loaded.warnings()).singleElement().asString().contains("chmod 600");
    assertThat(loaded.toString())
        .doesNotContain(PASSWORD)
        .contains("privacy.key: (not shown)")
        .contains("job.parallelism: 2");
  }

  @Test
  void aWrongValueFromTheEnvironmentIsNotShown() {
    assertThatThrownBy(() -> load("job.parallelism: ${HOST}\n"))
        .hasMessageContaining("expected whole number, found another text")
        .hasMessageNotContaining("broker");
  }

  @Test
  void aTimeOfAgesIsNoDuration() {
    assertThatThrownBy(() -> load("job.checkpoint-interval: 99999999999999 d\n"))
        .hasMessageContaining(
            "job.checkpoint-interval: expected duration (30 s, 5 min) of at most 36500 d");
  }

  @Test
  void aSecretFromTheEnvironmentComesIntoNoOptionThatIsShown() {
    assertThatThrownBy(() -> load("job.parallelism: ${PASSWORD}\n"))
        .hasMessageContaining("fenceline.yaml:1")
        .hasMessageContaining("job.parallelism")
        .hasMessageContaining("PASSWORD is a secret by its name")
        .hasMessageNotContaining(PASSWORD);
  }

  private JobConfiguration load(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("fenceline.yaml"), text);
    return JobConfiguration.load(file, OPTIONS, Map.of("HOST", "broker", "PASSWORD", PASSWORD));
  }
}
