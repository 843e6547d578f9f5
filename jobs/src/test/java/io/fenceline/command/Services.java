// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenceline.command.local.LocalElasticsearch;
import io.fenceline.command.local.LocalKafka;
import io.fenceline.command.local.ServiceArtifacts;
import io.fenceline.command.setup.ElasticsearchTemplates;
import io.fenceline.sink.DocumentStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.elasticsearch.client.RestClient;

/** A real Kafka and a real Elasticsearch with our templates, asked without our code. */
final class Services implements AutoCloseable {
  static final int PARTITIONS = 2;

  private final LocalKafka kafka;
  private final LocalElasticsearch elasticsearch;
  private final StoredDocuments documents;

  private Services(LocalKafka kafka, LocalElasticsearch elasticsearch) {
    this.kafka = kafka;
    this.elasticsearch = elasticsearch;
    this.documents = new StoredDocuments(elasticsearch, HttpClient.newHttpClient());
  }

  /** Starts both; Kafka takes records of up to 4 MB. */
  static Services start() throws IOException {
    ServiceArtifacts artifacts = ServiceArtifacts.installed();
    CompletableFuture<LocalElasticsearch> server =
        CompletableFuture.supplyAsync(() -> LocalElasticsearch.with(artifacts).start());
    LocalKafka kafka = LocalKafka.start(artifacts, Map.of("message.max.bytes", "4194304"));
    Services services = new Services(kafka, server.join());
    try (RestClient client =
        RestClient.builder(HttpHost.create(services.elasticsearch.url())).build()) {
      new ElasticsearchTemplates(client).install();
    }
    return services;
  }

  String brokers() {
    return kafka.bootstrapServers();
  }

  String elasticsearchUrl() {
    return elasticsearch.url();
  }

  void createTopic(String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
      admin.createTopics(Set.of(new NewTopic(name, PARTITIONS, (short) 1))).all().get();
    }
  }

  /** Every record of a topic. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(n -> n).sum();
      while (all.size() < end) {
        consumer.poll(Duration.ofSeconds(10)).forEach(all::add);
      }
    }
    return all;
  }

  /** How many documents Elasticsearch counts. */
  long count(DocumentStream stream, String namespace) throws Exception {
    return documents.count(stream, namespace);
  }

  /**
   * Every document by its id, as JSON that compares equal for equal runs: without the time of
   * delivery and the namespace.
   */
  Map<String, String> documents(DocumentStream stream, String namespace) throws Exception {
    return documents.documents(stream, namespace);
  }

  /** Every document by its id, with all that is in it. */
  Map<String, JsonNode> stored(DocumentStream stream, String namespace) throws Exception {
    return documents.stored(stream, namespace);
  }

  /** What Elasticsearch answers to a search of one namespace. */
  JsonNode search(DocumentStream stream, String namespace, JsonNode body) throws Exception {
    return documents.search(stream, namespace, body);
  }

  /** A document as {@link #documents} gives it. */
  static String comparable(ObjectNode document) {
    ((ObjectNode) document.path("event")).remove("ingested");
    ((ObjectNode) document.path("fenceline")).remove("delivery");
    ((ObjectNode) document.path("data_stream")).remove("namespace");
    return document.toString();
  }

  /** Lines of a file as {@link #documents} gives what is in Elasticsearch. */
  static Map<String, String> documents(List<String> lines) throws IOException {
    Map<String, String> documents = new TreeMap<>();
    for (JsonNode line : RecordedAttacks.parse(lines)) {
      documents.put(line.at("/event/id").asText(), comparable((ObjectNode) line));
    }
    return documents;
  }

  @Override
  public void close() {
    elasticsearch.close();
    kafka.close();
  }
}
