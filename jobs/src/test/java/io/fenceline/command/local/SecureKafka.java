// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that speaks TLS and asks for a password by SCRAM-SHA-512, and lets a user do what its
 * access control lists say. Those who run it come in by a plain listener beside.
 */
public final class SecureKafka implements AutoCloseable {
  private static final int ITERATIONS = 4096;

  private final LocalKafka broker;
  private final int port;
  private final Admin admin;

  private SecureKafka(LocalKafka broker, int port) {
    this.broker = broker;
    this.port = port;
    this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /**
   * Starts it.
   *
   * @param directory for its key; not there yet
   */
  public static SecureKafka start(ServiceArtifacts artifacts, TlsIdentity identity, Path directory)
      throws IOException {
    Path pem = Files.createDirectory(directory).resolve("broker.pem");
    Files.writeString(
        pem, Files.readString(identity.key()) + Files.readString(identity.certificate()));
    int port = freePort();
    LocalKafka broker =
        LocalKafka.start(
            artifacts,
            Map.ofEntries(
                Map.entry("listeners", "SECURE://127.0.0.1:" + port),
                Map.entry("advertised.listeners", "SECURE://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "SECURE:SASL_SSL"),
                Map.entry("listener.name.secure.sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry(
                    "listener.name.secure.scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("listener.name.secure.ssl.keystore.type", "PEM"),
                Map.entry("listener.name.secure.ssl.keystore.location", pem.toString()),
                Map.entry(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS")));
    return new SecureKafka(broker, port);
  }

  /** Address at which a password is asked for. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Address for those who run it. */
  public String plainBootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Those who run it. */
  public Admin admin() {
    return admin;
  }

  /** Makes a user who may do nothing yet. */
  public void addUser(String name, String password)
      throws ExecutionException, InterruptedException {
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    name,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                    password)))
        .all()
        .get();
  }

  /** Lets a user do something with topics or groups of these names. */
  public void allow(String user, AclOperation operation, ResourceType type, String... names)
      throws ExecutionException, InterruptedException {
    admin
        .createAcls(
            Stream.of(names)
                .map(
                    name ->
                        new AclBinding(
                            new ResourcePattern(type, name, PatternType.LITERAL),
                            new AccessControlEntry(
                                "User:" + user, "*", operation, AclPermissionType.ALLOW)))
                .toList())
        .all()
        .get();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
  }
}
