// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

/** A process that starts both services, prints that it did, and never ends by itself. */
final class ServiceHolder {
  private ServiceHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    ServiceArtifacts artifacts = ServiceArtifacts.installed();
    LocalKafka kafka = LocalKafka.start(artifacts);
    LocalElasticsearch elasticsearch = LocalElasticsearch.with(artifacts).brief().start();
    System.out.println("ready " + kafka.bootstrapServers() + " " + elasticsearch.url());
    Thread.currentThread().join();
  }
}
