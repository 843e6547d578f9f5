// SPDX-License-Identifier: Apache-2.0
package io.fenceline.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {
  @TempDir Path directory;
  private final List<String> warnings = new ArrayList<>();
  private final SecretText secrets =
      new SecretText(
          Map.of("USER", "kim", "PASSWORD", "a$1\\b${USER}", "EMPTY", ""), warnings::add);

  @Test
  void variablesAreFilledInOnceWhereverTheyStand() {
    assertThat(secrets.resolve("o", "u=${USER}, p=${PASSWORD}"))
        .isEqualTo("u=kim, p=a$1\\b${USER}");
    assertThat(secrets.resolve("o", "costs $5, $USER and $${USER}"))
        .isEqualTo("costs $5, $USER and ${USER}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PASSWORD", "ES_API_KEY", "PRIVACY_KEY", "kafka_jaas", "A_TOKEN_2", "SECRET"})
  void aSecretIsNotFilledInWhereItWouldBeShown(String name) {
    SecretText open = new SecretText(Map.of(name, "hunter2"), warnings::add);

    assertThatThrownBy(() -> open.resolveOpen("o", "a ${" + name + "} b"))
        .hasMessageContaining(name + " is a secret by its name")
        .hasMessageNotContaining("hunter2");
    assertThat(open.resolveOpen("o", "$${" + name + "}")).isEqualTo("${" + name + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HOST", "KEYSTORE", "MONKEY", "API_KEY_FILE", "TOKEN_URL", "KEYS"})
  void otherVariablesAreFilledInAnywhere(String name) {
    SecretText open = new SecretText(Map.of(name, "value"), warnings::add);

    assertThat(open.resolveOpen("o", "${" + name + "}")).isEqualTo("value");
  }

  @Test
  void aMissingVariableIsNamedWithItsOption() {
    assertThatThrownBy(() -> secrets.resolve("sink.password", "${NOT_THERE}"))
        .hasMessageContaining("sink.password")
        .hasMessageContaining("NOT_THERE is not set");
    assertThatThrownBy(() -> secrets.resolve("o", "${not closed")).hasMessageContaining("${NAME}");
  }

  @Test
  void aFileGivesItsContentWithoutOneTrailingLineBreak() throws Exception {
    assertThat(secrets.resolveSecret("o", file("secret\n"))).isEqualTo("secret");
    assertThat(secrets.resolveSecret("o", file("secret\r\n"))).isEqualTo("secret");
    assertThat(secrets.resolveSecret("o", file("secret\n\n"))).isEqualTo("secret\n");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aSecretThatEverybodyCanReadIsWarnedOfWithoutShowingIt() throws Exception {
    Path file = Files.writeString(directory.resolve("open"), "hunter2");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(secrets.resolveSecret("o", "file:" + file)).isEqualTo("hunter2");
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("o: every user")
        .contains("chmod 600")
        .doesNotContain("hunter2");
  }

  @Test
  void whatIsNoSecretByReferenceIsRefusedWithoutShowingIt() {
    for (String literal : List.of("hunter2", "hunter2$${USER}")) {
      assertThatThrownBy(() -> secrets.resolveSecret("o", literal))
          .hasMessageContaining("${NAME}")
          .hasMessageContaining("file:PATH")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void missingEmptyLargeAndBinaryFilesAreRefused() throws Exception {
    assertThatThrownBy(() -> secrets.resolveSecret("o", "file:" + directory.resolve("none")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> secrets.resolveSecret("o", file("\n")))
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> secrets.resolveSecret("o", "${EMPTY}"))
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> secrets.resolveSecret("o", file("x".repeat(70_000))))
        .hasMessageContaining("larger than 64 KiB");
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> secrets.resolveSecret("o", "file:" + binary))
        .hasMessageContaining("hex or base64");
    assertThatThrownBy(() -> secrets.resolveSecret("o", "file:" + directory))
        .hasMessageContaining("cannot be read");
  }

  private String file(String content) throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return "file:" + file;
  }
}
