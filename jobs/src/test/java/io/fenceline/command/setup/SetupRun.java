// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import io.fenceline.sink.elasticsearch.Credentials;
import io.fenceline.sink.elasticsearch.ElasticsearchConnection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run of setup with what it printed; each option has a method. */
final class SetupRun {
  private final String elasticsearch;
  private String kibana = "";
  private Credentials credentials = new Credentials("", "", "");
  private String ca = "";
  private Path keys;
  private boolean roles = true;
  private boolean ilm;
  private boolean overwrite;
  private boolean dryRun;
  private ShippedObjects shipped = ShippedObjects.ofThisVersion();

  SetupRun(String elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  SetupRun kibana(String url) {
    this.kibana = url;
    return this;
  }

  SetupRun user(String name, String password) {
    this.credentials = new Credentials("", name, password);
    return this;
  }

  SetupRun apiKey(String encoded) {
    this.credentials = new Credentials(encoded, "", "");
    return this;
  }

  SetupRun ca(Path file) {
    this.ca = file.toString();
    return this;
  }

  SetupRun keys(Path directory) {
    this.keys = directory;
    return this;
  }

  SetupRun withoutRoles() {
    this.roles = false;
    return this;
  }

  SetupRun ilm() {
    this.ilm = true;
    return this;
  }

  SetupRun overwrite() {
    this.overwrite = true;
    return this;
  }

  SetupRun dryRun() {
    this.dryRun = true;
    return this;
  }

  SetupRun shipped(ShippedObjects objects) {
    this.shipped = objects;
    return this;
  }

  /** Runs it; what it printed, with one space where there were several. */
  List<String> lines() {
    StringWriter out = new StringWriter();
    new Setup(
            new SetupPlan(
                kibana,
                "production",
                Optional.ofNullable(keys),
                roles,
                true,
                ilm,
                overwrite,
                dryRun),
            new ElasticsearchConnection(
                List.of(elasticsearch), credentials, ca, false, 5_000, 30_000),
            shipped,
            new PrintWriter(out))
        .run();
    return out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }
}
