// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Brokers to deliver to.
 *
 * @param bootstrap {@code bootstrap.servers}
 * @param producer further properties of the producer; may hold secrets
 */
public record KafkaBrokers(String bootstrap, Map<String, String> producer) implements Serializable {

  /** Keeps the properties as they are now. */
  public KafkaBrokers {
    producer = Map.copyOf(producer);
  }

  /** Brokers that ask for nothing special. */
  public static KafkaBrokers at(String bootstrap) {
    return new KafkaBrokers(bootstrap, Map.of());
  }

  /** A sink that delivers at least once. */
  <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> serializer) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(bootstrap)
        .setKafkaProducerConfig(properties())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(serializer)
        .build();
  }

  /** All that a producer needs. */
  Properties properties() {
    Properties properties = new Properties();
    producer.forEach(properties::setProperty);
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    return properties;
  }

  /** Without the properties: this may reach a log. */
  @Override
  public String toString() {
    return "KafkaBrokers[" + bootstrap + "]";
  }
}
