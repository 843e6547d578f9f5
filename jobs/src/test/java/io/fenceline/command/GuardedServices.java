// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.command.local.ApiKeyServer;
import io.fenceline.command.local.Certificates;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.local.SecureKafka;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.command.local.TlsIdentity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A Kafka with TLS, passwords and access control lists, and an Elasticsearch with TLS and API keys;
 * the job's user and keys may do what the documentation asks for, and nothing else.
 */
final class GuardedServices implements AutoCloseable {
  /** Holds the password of the job's user, in the form in which Kafka's client reads it. */
  static final String JAAS_VARIABLE = "FENCELINE_KAFKA_JAAS";

  static final String SOURCE = "events";
  private static final String USER = "fenceline";
  private static final String PASSWORD = "of-the-job";
  private static final List<String> OUTPUTS =
      List.of("alerts", "alerts-again", "dead-letters", "rejected");

  /** Rules that keep state, one by windows and one by ranges. */
  private static final Path RULES =
      Path.of("src/test/resources/io/fenceline/job/savepoints/rules").toAbsolutePath();

  /** What the job does, wherever it reads and delivers. */
  static final String SETTINGS = "rules: {shipped: false, directory: %s}\n".formatted(RULES);

  private final Path directory;
  private final Certificates certificates;
  private final SecureKafka kafka;
  private final LocalElasticsearch elasticsearch;
  private final StoredDocuments stored;

  private GuardedServices(
      Path directory,
      Certificates certificates,
      SecureKafka kafka,
      LocalElasticsearch elasticsearch,
      HttpClient http) {
    this.directory = directory;
    this.certificates = certificates;
    this.kafka = kafka;
    this.elasticsearch = elasticsearch;
    this.stored = new StoredDocuments(elasticsearch, http);
  }

  /**
   * Starts both, with the topics of the job.
   *
   * @param directory empty
   */
  static GuardedServices start(Path directory) throws Exception {
    Certificates certificates =
        Certificates.in(Files.createDirectory(directory.resolve("certificates")));
    TlsIdentity identity = certificates.server();
    Path home = Files.createDirectory(directory.resolve("elasticsearch"));
    CompletableFuture<LocalElasticsearch> server =
        CompletableFuture.supplyAsync(() -> elasticsearch(home, identity));
    SecureKafka kafka =
        SecureKafka.start(ServiceArtifacts.installed(), identity, directory.resolve("kafka"));
    GuardedServices services =
        new GuardedServices(
            directory,
            certificates,
            kafka,
            server.join(),
            HttpClient.newBuilder().sslContext(identity.trust()).build());
    kafka
        .admin()
        .createTopics(
            Stream.concat(Stream.of(SOURCE), OUTPUTS.stream())
                .map(name -> new NewTopic(name, 2, (short) 1))
                .toList())
        .all()
        .get();
    kafka.addUser(USER, PASSWORD);
    kafka.allow(USER, AclOperation.READ, ResourceType.TOPIC, SOURCE);
    kafka.allow(USER, AclOperation.READ, ResourceType.GROUP, "fenceline");
    kafka.allow(USER, AclOperation.WRITE, ResourceType.TOPIC, OUTPUTS.toArray(String[]::new));
    kafka.addUser("nobody", PASSWORD);
    return services;
  }

  private static LocalElasticsearch elasticsearch(Path home, TlsIdentity identity) {
    try {
      return ApiKeyServer.start(home, identity);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What those who submit the job have in their environment. */
  Map<String, String> secrets() {
    return Map.of(JAAS_VARIABLE, jaas(USER, PASSWORD));
  }

  private static String jaas(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\""
            .formatted(user)
        + " password=\"%s\";".formatted(password);
  }

  /** Prepares Elasticsearch for a namespace and makes the job's key, as an operator does. */
  Path makeKey(String namespace) throws IOException {
    Path keys = directory.resolve("keys-" + namespace);
    Path password = directory.resolve("admin.password");
    Files.writeString(password, elasticsearch.password());
    CommandRun.of(
        "setup",
        "--elasticsearch",
        elasticsearch.url(),
        "--ca",
        certificates.authority().toString(),
        "--user",
        elasticsearch.user(),
        "--password-file",
        password.toString(),
        "--namespace",
        namespace,
        "--api-keys",
        keys.toString());
    return keys.resolve("fenceline-writer.key");
  }

  /** Makes the keys of the job worthless. */
  void revokeKeys() throws Exception {
    stored.call("DELETE", "/_security/api_key", "{\"name\":\"fenceline-writer\"}");
  }

  /** The job's configuration, as a user writes it. */
  Path configuration(String namespace, String alerts, Path key, boolean bounded)
      throws IOException {
    return Files.writeString(
        directory.resolve(namespace + ".yaml"),
        kafka("${" + JAAS_VARIABLE + "}", certificates.authority())
                .formatted(
                    "alerts-topic: " + alerts + "\n    dead-letter-topic: dead-letters", bounded)
            + """
              elasticsearch:
                urls: ['%s']
                ca-certificate: %s
                api-key: 'file:%s'
                namespace: %s
                rejected-topic: rejected
              ingest.idle-timeout: 10 min
              job: {parallelism: 2, checkpoint-interval: 1 s}
              """
                .formatted(elasticsearch.url(), certificates.authority(), key, namespace)
            + SETTINGS);
  }

  /** A configuration with what Kafka refuses: another password. */
  Path withWrongPassword() throws IOException {
    return onlyKafka(jaas(USER, "wrong"), certificates.authority());
  }

  /** A configuration with which Kafka is not believed. */
  Path withWrongAuthority() throws IOException {
    return onlyKafka(jaas(USER, PASSWORD), certificates.stranger());
  }

  /** A configuration with a user who may do nothing. */
  Path withoutRights() throws IOException {
    return onlyKafka(jaas("nobody", PASSWORD), certificates.authority());
  }

  private Path onlyKafka(String jaas, Path authority) throws IOException {
    Path secret = Files.writeString(Files.createTempFile(directory, "jaas", ""), jaas);
    return Files.writeString(
        Files.createTempFile(directory, "kafka", ".yaml"),
        kafka("file:" + secret, authority).formatted("alerts-topic: alerts", true) + SETTINGS);
  }

  private String kafka(String jaas, Path authority) {
    String properties =
        """
            properties:
              security.protocol: SASL_SSL
              sasl.mechanism: SCRAM-SHA-512
              sasl.jaas.config: '%s'
              ssl.truststore.type: PEM
              ssl.truststore.location: %s
        """
            .formatted(jaas, authority);
    String servers = "bootstrap-servers: '" + kafka.bootstrapServers() + "'\n";
    return "source:\n  kafka:\n    topics: [events]\n    bounded: %2$s\n    "
        + servers
        + properties
        + "sink:\n  kafka:\n    %1$s\n    "
        + servers
        + properties;
  }

  /** In turns to both partitions: their order is not that of the events. */
  void send(List<String> events) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < events.size(); i++) {
        producer.send(new ProducerRecord<>(SOURCE, i % 2, null, events.get(i)));
      }
    }
  }

  /** Keys of all records of a topic. */
  Set<String> keys(String topic) {
    Set<String> keys = new HashSet<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client(), new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          keys.add(record.key());
        }
      }
    }
    return keys;
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.plainBootstrapServers());
  }

  /** What Elasticsearch holds. */
  StoredDocuments stored() {
    return stored;
  }

  @Override
  public void close() {
    elasticsearch.close();
    kafka.close();
  }
}
