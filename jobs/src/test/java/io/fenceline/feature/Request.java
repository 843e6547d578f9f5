// SPDX-License-Identifier: Apache-2.0
package io.fenceline.feature;

import io.fenceline.model.Client;
import io.fenceline.model.EventId;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.Model;
import io.fenceline.model.Origin;
import io.fenceline.model.Prediction;
import io.fenceline.model.RequestContext;
import java.util.Arrays;
import java.util.Map;

/** Builds requests for tests: says only what a test is about. */
public final class Request {
  private final String key;
  private String address = "";
  private String userAgent = "";
  private String modelName = "digits";
  private String version = "1";
  private String digest = "";
  private long timestamp;
  private long serial;
  private InputStats input = InputStats.NONE;
  private String answer = "a";
  private double confidence = 0.99;
  private double entropy = Double.NaN;
  private double latency = Double.NaN;
  private long[] fingerprint = {};

  private Request(String key) {
    this.key = key;
  }

  /** A request with the API key of that name. */
  public static Request by(String key) {
    return new Request(key);
  }

  public Request at(long millis) {
    timestamp = millis;
    return this;
  }

  /** Tells apart records that are equal in everything else. */
  public Request serial(long number) {
    serial = number;
    return this;
  }

  /** Where it came from, and with what software. */
  public Request from(String sourceIp, String software) {
    address = sourceIp;
    userAgent = software;
    return this;
  }

  public Request model(String name) {
    modelName = name;
    return this;
  }

  public Request artefact(String newVersion, String newDigest) {
    version = newVersion;
    digest = newDigest;
    return this;
  }

  public Request text(double length, double tokens, double oovRate, double specialCharRate) {
    double none = Double.NaN;
    input =
        new InputStats(
            length, tokens, oovRate, specialCharRate, none, none, none, none, none, none, "");
    return this;
  }

  /** A text of which the producer logs how improbable it is and what a reader does not see. */
  public Request prompt(double perplexity, double hiddenCharCount) {
    double none = Double.NaN;
    input =
        new InputStats(
            none, none, none, none, perplexity, hiddenCharCount, none, none, none, none, "");
    return this;
  }

  public Request numbers(double mean, double std, double min, double max) {
    double none = Double.NaN;
    input = new InputStats(none, none, none, none, none, none, mean, std, min, max, "uint8");
    return this;
  }

  public Request answer(String name, double probability) {
    answer = name;
    confidence = probability;
    return this;
  }

  public Request entropy(double nats) {
    entropy = nats;
    return this;
  }

  public Request latency(double millis) {
    latency = millis;
    return this;
  }

  public Request fingerprint(long... hashes) {
    fingerprint = hashes;
    return this;
  }

  /** The record; its id depends on its content alone. */
  public InferenceEvent build() {
    String content =
        String.join(
            "|",
            key,
            modelName,
            version,
            digest,
            Long.toString(timestamp),
            Long.toString(serial),
            input.toString(),
            answer,
            Double.toString(confidence),
            Double.toString(entropy),
            Double.toString(latency),
            Arrays.toString(fingerprint));
    long high = StableHash.of(content);
    return new InferenceEvent(
        new EventId(high, StableHash.mix(high + 1)),
        timestamp,
        "r-" + timestamp + "-" + serial,
        new Client(key, "", address),
        new Model(modelName, version, digest, ""),
        input,
        new Prediction(answer, confidence, entropy, Map.of()),
        latency,
        fingerprint,
        Map.of(),
        new RequestContext(userAgent, "", "", "", "", ""),
        Map.of(),
        0,
        new Origin("test", serial));
  }
}
