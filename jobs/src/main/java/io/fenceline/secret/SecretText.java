// SPDX-License-Identifier: Apache-2.0
package io.fenceline.secret;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves references in configuration values, so that secrets need not stand in files that are
 * copied, committed and shown. {@code ${NAME}} anywhere in a value is an environment variable
 * ({@code $${} is a plain {@code ${}); {@code file:PATH} as the whole value of a secret is the
 * file's content without one trailing line break. No message ever holds a value.
 */
public final class SecretText {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?<escaped>\\$\\{)|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\\}|\\$\\{");

  /** Words of a variable's name that tell of a secret, unless it ends in where one lies. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i)(?<![A-Z0-9])(KEY|SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|JAAS|CREDENTIALS?)"
              + "(?![A-Z0-9])(?!.*_(FILE|PATH|DIR|LOCATION|URL|ID|NAME)$)");

  private static final String FILE = "file:";
  private static final long LARGEST_FILE = 64 * 1024;

  private final Map<String, String> environment;
  private final Consumer<String> warnings;

  /**
   * @param environment environment variables
   * @param warnings takes sentences about careless secrets
   */
  public SecretText(Map<String, String> environment, Consumer<String> warnings) {
    this.environment = environment;
    this.warnings = warnings;
  }

  /**
   * The value with its variables filled in.
   *
   * @param option the option's key, for messages
   * @throws IllegalArgumentException if a variable is missing; names option and variable
   */
  String resolve(String option, String value) {
    Matcher matcher = REFERENCE.matcher(value);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(replacement(option, matcher)));
    }
    return matcher.appendTail(resolved).toString();
  }

  private String replacement(String option, Matcher matcher) {
    if (matcher.group("escaped") != null) {
      return "${";
    }
    String name = matcher.group("name");
    if (name == null) {
      throw new IllegalArgumentException(
          option
              + ": '${' begins no variable; write ${NAME}, or $${ for the characters themselves");
    }
    String found = environment.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          option
              + ": environment variable "
              + name
              + " is not set; export it, or change the value");
    }
    return found;
  }

  /**
   * The same for an option that is no secret: its value is shown, in messages and where Flink shows
   * configurations, so that no secret may come into it.
   *
   * @param option the option's key, for messages
   * @throws IllegalArgumentException if a variable is missing, or is a secret by its name; names
   *     option and variable
   */
  public String resolveOpen(String option, String value) {
    Matcher matcher = REFERENCE.matcher(value);
    while (matcher.find()) {
      String name = matcher.group("name");
      if (name != null && SECRET_NAME.matcher(name).find()) {
        throw new IllegalArgumentException(
            option
                + ": environment variable "
                + name
                + " is a secret by its name, and what stands here is shown; use it for an option"
                + " that holds a secret, or rename a variable that holds none");
      }
    }
    return resolve(option, value);
  }

  /**
   * The secret that a value refers to.
   *
   * @param option the option's key, for messages
   * @throws IllegalArgumentException if the secret stands in the value itself, is missing or empty
   */
  public String resolveSecret(String option, String value) {
    String secret;
    if (value.startsWith(FILE)) {
      secret = content(option, Path.of(resolve(option, value.substring(FILE.length()))));
    } else if (refersToVariable(value)) {
      secret = resolve(option, value);
    } else {
      throw new IllegalArgumentException(
          option
              + ": a secret does not belong here in the clear; write ${NAME} for an environment"
              + " variable, or file:PATH for a file that holds it");
    }
    if (secret.isEmpty()) {
      throw new IllegalArgumentException(option + ": the secret that it refers to is empty");
    }
    return secret;
  }

  private static boolean refersToVariable(String value) {
    return REFERENCE.matcher(value).results().anyMatch(result -> !result.group().startsWith("$$"));
  }

  private String content(String option, Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new IllegalArgumentException(
            option + ": " + file + " is larger than 64 KiB and hardly a secret");
      }
      warnIfReadableByAll(option, file);
      return withoutLineBreak(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          option + ": file " + file + " does not exist; create it, or change the path", e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          option + ": file " + file + " is not UTF-8 text; write keys as hex or base64", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          option
              + ": file "
              + file
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + "); check its owner and mode",
          e);
    }
  }

  private void warnIfReadableByAll(String option, Path file) throws IOException {
    boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
    if (posix && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      warnings.accept(
          option + ": every user of this machine can read " + file + "; run: chmod 600 " + file);
    }
  }

  private static String withoutLineBreak(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
