// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.setup.Setup;
import io.fenceline.command.setup.SetupPlan;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prepares Elasticsearch and Kibana for the documents of the job. */
@Command(
    name = "setup",
    description = {
      "Install templates and roles into Elasticsearch; data views, dashboards and the detection rule"
          + " into Kibana.",
      "Again and again: what is there already stays, what this version brings anew is upgraded, and"
          + " what you changed is left alone."
    },
    footer = {
      "",
      "Secrets come from files or the environment, never from the command line:",
      "FENCELINE_SETUP_API_KEY, FENCELINE_SETUP_PASSWORD."
    },
    mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Mixin private ConnectionOptions connection;

  @Option(
      names = "--kibana",
      paramLabel = "URL",
      description = "Kibana, with /s/NAME at the end for another space than the default.")
  private String kibana = "";

  @Option(
      names = "--dry-run",
      description = "Say what would be created, upgraded and left alone, and install nothing.")
  private boolean dryRun;

  @Option(names = "--overwrite", description = "Replace what you or others changed, too.")
  private boolean overwrite;

  @Option(names = "--no-roles", description = "Leave roles out, for those who keep them elsewhere.")
  private boolean noRoles;

  @Option(
      names = "--no-rules",
      description = "Leave the detection rule out, if the Security app is not used.")
  private boolean noRules;

  @Option(
      names = "--ilm",
      description =
          "Install policies of index lifecycle management, too, which also delete old alerts;"
              + " without it the lifecycle of data streams rules.")
  private boolean ilm;

  @Option(
      names = "--api-keys",
      paramLabel = "DIR",
      description =
          "Create an API key for the job and one for analysts, in files there that only you can"
              + " read. Needs a user, as keys cannot make keys.")
  private Path apiKeys;

  SetupCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() {
    ElasticsearchSettings settings = connection.settings(spec.commandLine(), environment);
    if (apiKeys != null && !settings.connection().credentials().apiKey().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--api-keys needs --user, since Elasticsearch gives a key made by another key no rights.");
    }
    new Setup(
            new SetupPlan(
                kibana,
                settings.namespace(),
                Optional.ofNullable(apiKeys),
                !noRoles,
                !noRules,
                ilm,
                overwrite,
                dryRun),
            settings.connection(),
            spec.commandLine().getOut())
        .run();
    return 0;
  }
}
