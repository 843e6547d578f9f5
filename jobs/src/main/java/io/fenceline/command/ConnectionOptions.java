// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.job.JobConfiguration;
import io.fenceline.secret.SecretText;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How Elasticsearch is reached: by options, the environment, or the configuration of the job. */
final class ConnectionOptions {
  private static final String API_KEY_VARIABLE = "FENCELINE_SETUP_API_KEY";
  private static final String PASSWORD_VARIABLE = "FENCELINE_SETUP_PASSWORD";

  @Option(
      names = "--elasticsearch",
      paramLabel = "URL",
      split = ",",
      description = "Elasticsearch, as https://host:9200; instead of elasticsearch.urls.")
  private List<String> urls = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Configuration of the job, whose elasticsearch.* options hold unless given here.")
  private Path config;

  @Option(names = "--user", paramLabel = "NAME", description = "User; needs a password.")
  private String user = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File that holds the password of --user.")
  private Path passwordFile;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "File that holds an encoded API key, instead of a user.")
  private Path apiKeyFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "PEM file of the authority that signed the certificates.")
  private Path ca;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Namespace that API keys are for; instead of elasticsearch.namespace.")
  private String namespace = "";

  /**
   * All of it, checked.
   *
   * @param command for messages
   * @throws ParameterException if options do not fit together, or an address is none
   * @throws CommandFailure if a file cannot be used
   */
  ElasticsearchSettings settings(CommandLine command, Map<String, String> environment) {
    SecretText secrets = new SecretText(environment, warning -> warn(command, warning));
    if (apiKeyFile != null && (!user.isEmpty() || passwordFile != null)) {
      throw new ParameterException(
          command, "--api-key-file and --user exclude each other; give one.");
    }
    if (passwordFile != null && user.isEmpty()) {
      throw new ParameterException(command, "--password-file needs --user.");
    }
    boolean key =
        apiKeyFile != null || (user.isEmpty() && environment.containsKey(API_KEY_VARIABLE));
    try {
      Configuration options = fromFile(command, environment, key || !user.isEmpty());
      if (!urls.isEmpty()) {
        options.set(ElasticsearchOptions.URLS, urls);
      }
      if (options.getOptional(ElasticsearchOptions.URLS).isEmpty()) {
        throw new ParameterException(
            command, "Say where Elasticsearch is: --elasticsearch URL, or --config FILE.");
      }
      if (key) {
        options.set(
            ElasticsearchOptions.API_KEY,
            secrets
                .resolveSecret("--api-key-file", reference(apiKeyFile, API_KEY_VARIABLE))
                .strip());
      } else if (!user.isEmpty()) {
        if (passwordFile == null && !environment.containsKey(PASSWORD_VARIABLE)) {
          throw new ParameterException(
              command, "--user needs a password: --password-file FILE, or " + PASSWORD_VARIABLE);
        }
        options.set(ElasticsearchOptions.USERNAME, user);
        options.set(
            ElasticsearchOptions.PASSWORD,
            secrets.resolveSecret("--password-file", reference(passwordFile, PASSWORD_VARIABLE)));
      }
      if (ca != null) {
        options.set(ElasticsearchOptions.CA_CERTIFICATE, ca.toString());
      }
      if (!namespace.isEmpty()) {
        options.set(ElasticsearchOptions.NAMESPACE, namespace);
      }
      return ElasticsearchSettings.from(options);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(inWordsOfTheCommandLine(e.getMessage()), e);
    }
  }

  private Configuration fromFile(
      CommandLine command, Map<String, String> environment, boolean otherCredentials) {
    if (config == null) {
      return new Configuration();
    }
    Set<String> keys = new HashSet<>();
    keys.add(ElasticsearchOptions.URLS.key());
    keys.add(ElasticsearchOptions.CA_CERTIFICATE.key());
    keys.add(ElasticsearchOptions.NAMESPACE.key());
    if (!otherCredentials) {
      keys.add(ElasticsearchOptions.API_KEY.key());
      keys.add(ElasticsearchOptions.USERNAME.key());
      keys.add(ElasticsearchOptions.PASSWORD.key());
    }
    JobConfiguration file = JobConfiguration.loadOnly(config, keys, environment);
    file.warnings().forEach(warning -> warn(command, warning));
    return file.configuration();
  }

  private static void warn(CommandLine command, String warning) {
    command.getErr().println("fenceline: " + TerminalText.safe(warning));
  }

  private static String reference(Path file, String variable) {
    // A path is taken as it is, even with a dollar sign in it.
    return file == null ? "${" + variable + "}" : "file:" + file.toString().replace("${", "$${");
  }

  private String inWordsOfTheCommandLine(String message) {
    String text = message;
    if (!urls.isEmpty()) {
      text = text.replace(ElasticsearchOptions.URLS.key() + " is", "--elasticsearch is");
    }
    return namespace.isEmpty()
        ? text
        : text.replace(ElasticsearchOptions.NAMESPACE.key() + " is", "--namespace is");
  }
}
