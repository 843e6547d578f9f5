// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.CommandFailure;
import io.fenceline.sink.elasticsearch.ElasticsearchConnection;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Installs into Elasticsearch and Kibana what this version brings, and tells what it did. */
public final class Setup {
  private final SetupPlan plan;
  private final ElasticsearchConnection settings;
  private final ShippedObjects shipped;
  private final SetupReport report;

  /**
   * @param connection how Elasticsearch is reached; Kibana takes the same credentials
   * @param out takes a line for each object
   */
  public Setup(SetupPlan plan, ElasticsearchConnection connection, PrintWriter out) {
    this(plan, connection, ShippedObjects.ofThisVersion(), out);
  }

  Setup(
      SetupPlan plan, ElasticsearchConnection connection, ShippedObjects shipped, PrintWriter out) {
    this.plan = plan;
    this.settings = connection;
    this.shipped = shipped;
    this.report = new SetupReport(out, plan.overwrite(), plan.dryRun());
  }

  /**
   * Installs all that is missing, outdated or, if so asked, changed.
   *
   * @throws CommandFailure naming what failed, why, and the way out
   */
  public void run() {
    SetupConnection connection = new SetupConnection(settings);
    HttpService elasticsearch = connection.elasticsearch();
    String version = ServerVersion.ofElasticsearch(elasticsearch);
    boolean security = Privileges.securityIsOn(elasticsearch);
    report.say(
        "Elasticsearch "
            + version
            + " at "
            + elasticsearch.address()
            + (security ? "" : ", without security"));
    List<ClusterObject> objects = clusterObjects(security);
    if (security) {
      Privileges.check(elasticsearch, privileges(objects), keys());
    } else if (plan.apiKeys().isPresent()) {
      throw new CommandFailure(
          "Nothing was changed: API keys need Elasticsearch's security, which is off; turn it on, or"
              + " leave out --api-keys.");
    }
    // Asked before anything is changed, like all that can fail.
    HttpService kibana = plan.kibana().isEmpty() ? null : connection.kibana(plan.kibana());
    String kibanaVersion = kibana == null ? "" : new KibanaInterface(kibana).version();

    boolean upgraded = installIntoCluster(elasticsearch, objects);
    if (!security && plan.roles()) {
      report.line("left out", "role", "all", "security is off");
    }
    plan.apiKeys().ifPresent(directory -> createKeys(new ApiKeys(elasticsearch, directory)));
    if (kibana != null) {
      report.say("Kibana " + kibanaVersion + " at " + kibana.address());
      KibanaMarks marks = KibanaMarks.read(elasticsearch, kibana.address().getPath());
      new KibanaSetup(new KibanaInterface(kibana), marks, report)
          .install(shipped.kibana(plan.rules()));
    }
    report.sum();
    if (upgraded) {
      report.say(
          "Indices that exist keep their old fields: the next alert index (one a day) and the next"
              + " rollover of a data stream take the new ones.");
    }
  }

  /** Whether something that was there was replaced. */
  private boolean installIntoCluster(HttpService elasticsearch, List<ClusterObject> objects) {
    boolean replaced = false;
    for (ClusterObject object : objects) {
      Standing standing = object.standing(elasticsearch);
      replaced |= report.installs(standing) && standing != Standing.MISSING;
      report.handle(
          object.kind().label(), object.name(), standing, () -> object.install(elasticsearch));
    }
    return replaced;
  }

  private List<ClusterObject> clusterObjects(boolean security) {
    List<ClusterObject> objects = new ArrayList<>();
    if (plan.lifecyclePolicies()) {
      objects.addAll(shipped.lifecyclePolicies());
    }
    objects.addAll(shipped.templates());
    if (plan.roles() && security) {
      objects.addAll(shipped.roles());
    }
    return objects;
  }

  private Set<String> privileges(List<ClusterObject> objects) {
    Set<String> privileges = new LinkedHashSet<>(List.of("monitor"));
    objects.forEach(object -> privileges.add(object.kind().privilege()));
    if (plan.apiKeys().isPresent()) {
      privileges.add("manage_own_api_key");
    }
    return privileges;
  }

  private List<ObjectNode> keys() {
    return plan.apiKeys().isEmpty()
        ? List.of()
        : List.copyOf(shipped.keys(plan.namespace()).values());
  }

  private void createKeys(ApiKeys keys) {
    shipped
        .keys(plan.namespace())
        .forEach(
            (name, role) -> {
              if (keys.exists(name)) {
                report.line("kept", "API key", name, "in " + keys.file(name));
                return;
              }
              if (!plan.dryRun()) {
                keys.create(name, role);
              }
              report.line(
                  plan.dryRun() ? "create" : "created", "API key", name, "in " + keys.file(name));
            });
  }
}
