// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import io.fenceline.model.Client;
import io.fenceline.model.DeadLetterReason;
import io.fenceline.model.EventId;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.LayerStats;
import io.fenceline.model.Origin;
import io.fenceline.model.Prediction;
import io.fenceline.model.RequestContext;
import io.fenceline.model.serializer.Models;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** An event while its record is being read; reused from record to record by one decoder. */
final class EventDraft {
  private static final Slot[] REQUIRED = {
    Slot.TIMESTAMP, Slot.REQUEST_ID, Slot.MODEL_NAME, Slot.PREDICTED_CLASS
  };

  private static final String[] NO_TEXTS = new String[Slot.values().length];
  private static final double[] NO_NUMBERS = new double[Slot.values().length];
  private static final long[] NO_HASHES = {};

  static {
    Arrays.fill(NO_TEXTS, "");
    Arrays.fill(NO_NUMBERS, Double.NaN);
  }

  private final Models models = new Models();
  private final String[] texts = NO_TEXTS.clone();
  private final double[] numbers = NO_NUMBERS.clone();
  private long timestamp;
  private Map<String, Double> scores;
  private long[] fingerprint;
  private Map<String, LayerStats> activations;
  private Map<String, String> extra;
  private int privateFields;

  void clear() {
    System.arraycopy(NO_TEXTS, 0, texts, 0, texts.length);
    System.arraycopy(NO_NUMBERS, 0, numbers, 0, numbers.length);
    timestamp = IsoTime.NONE;
    scores = Map.of();
    fingerprint = NO_HASHES;
    activations = Map.of();
    extra = Map.of();
    privateFields = 0;
  }

  void text(Slot slot, String value) {
    texts[slot.ordinal()] = value;
  }

  void number(Slot slot, double value) {
    numbers[slot.ordinal()] = value;
  }

  void timestamp(long millis) {
    timestamp = millis;
  }

  void scores(Map<String, Double> byClass) {
    scores = byClass;
  }

  void fingerprint(long[] hashes) {
    fingerprint = hashes;
  }

  void activations(Map<String, LayerStats> byLayer) {
    activations = byLayer;
  }

  void extra(String path, String json) {
    if (extra.isEmpty()) {
      extra = new HashMap<>();
    }
    extra.put(path, json);
  }

  void leftBehind() {
    privateFields++;
  }

  /** Takes the statistics of the layer just read, and makes room for the next. */
  LayerStats takeLayer() {
    LayerStats layer =
        new LayerStats(number(Slot.LAYER_MEAN), number(Slot.LAYER_STD), number(Slot.LAYER_MAX));
    number(Slot.LAYER_MEAN, Double.NaN);
    number(Slot.LAYER_STD, Double.NaN);
    number(Slot.LAYER_MAX, Double.NaN);
    return layer;
  }

  void requireComplete() throws RecordRefused {
    for (Slot slot : REQUIRED) {
      if (slot == Slot.TIMESTAMP ? timestamp == IsoTime.NONE : text(slot).isEmpty()) {
        throw new RecordRefused(
            DeadLetterReason.MISSING_FIELD,
            slot.path() + ": required, but the record has none; log it with every request");
      }
    }
    if (text(Slot.API_KEY_ID).isEmpty()
        && text(Slot.USER_ID).isEmpty()
        && text(Slot.SOURCE_IP).isEmpty()) {
      throw new RecordRefused(
          DeadLetterReason.MISSING_FIELD,
          "api_key_id, user_id, source_ip: one of them is required and must not be empty, but the"
              + " record has none; log who asked");
    }
  }

  InferenceEvent build(EventId id, Origin origin) {
    double entropy = number(Slot.ENTROPY);
    return new InferenceEvent(
        id,
        timestamp,
        text(Slot.REQUEST_ID),
        new Client(text(Slot.API_KEY_ID), text(Slot.USER_ID), text(Slot.SOURCE_IP)),
        models.of(
            text(Slot.MODEL_NAME),
            text(Slot.MODEL_VERSION),
            text(Slot.MODEL_DIGEST),
            text(Slot.TENANT)),
        new InputStats(
            number(Slot.TEXT_LENGTH),
            number(Slot.TOKEN_COUNT),
            number(Slot.OOV_RATE),
            number(Slot.SPECIAL_CHAR_RATE),
            number(Slot.PERPLEXITY),
            number(Slot.HIDDEN_CHAR_COUNT),
            number(Slot.MEAN),
            number(Slot.STD),
            number(Slot.MIN),
            number(Slot.MAX),
            text(Slot.DTYPE)),
        new Prediction(
            text(Slot.PREDICTED_CLASS),
            number(Slot.CONFIDENCE),
            Double.isNaN(entropy) ? ScoreEntropy.of(scores.values()) : entropy,
            scores),
        number(Slot.LATENCY),
        fingerprint,
        activations,
        new RequestContext(
            text(Slot.USER_AGENT),
            text(Slot.SESSION_ID),
            text(Slot.TRACE_ID),
            text(Slot.SPAN_ID),
            text(Slot.ENDPOINT),
            text(Slot.STATUS)),
        extra,
        privateFields,
        origin);
  }

  private String text(Slot slot) {
    return texts[slot.ordinal()];
  }

  private double number(Slot slot) {
    return numbers[slot.ordinal()];
  }
}
