// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the decoder keeps a text or number of the contract until the event is complete. */
enum Slot {
  TIMESTAMP("timestamp"),
  REQUEST_ID("request_id"),
  API_KEY_ID("api_key_id"),
  USER_ID("user_id"),
  SOURCE_IP("source_ip"),
  USER_AGENT("user_agent"),
  SESSION_ID("session_id"),
  TRACE_ID("trace_id"),
  SPAN_ID("span_id"),
  TENANT("tenant"),
  ENDPOINT("endpoint"),
  STATUS("status"),
  MODEL_NAME("model_name"),
  MODEL_VERSION("model_version"),
  MODEL_DIGEST("model_digest"),
  LATENCY("latency_ms"),
  TEXT_LENGTH("input_stats.text_length"),
  TOKEN_COUNT("input_stats.token_count"),
  OOV_RATE("input_stats.oov_rate"),
  SPECIAL_CHAR_RATE("input_stats.special_char_rate"),
  PERPLEXITY("input_stats.perplexity"),
  HIDDEN_CHAR_COUNT("input_stats.hidden_char_count"),
  MEAN("input_stats.mean"),
  STD("input_stats.std"),
  MIN("input_stats.min"),
  MAX("input_stats.max"),
  DTYPE("input_stats.dtype"),
  PREDICTED_CLASS("prediction.class"),
  CONFIDENCE("prediction.confidence"),
  ENTROPY("prediction.entropy"),
  LAYER_MEAN("activation_stats.*.mean"),
  LAYER_STD("activation_stats.*.std"),
  LAYER_MAX("activation_stats.*.max");

  private static final Map<String, Slot> BY_PATH =
      Arrays.stream(values()).collect(Collectors.toMap(Slot::path, Function.identity()));

  private final String path;

  Slot(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  /** True if the same few texts stand there in all records. */
  boolean isOfFew() {
    return switch (this) {
      case USER_AGENT, TENANT, ENDPOINT, STATUS, DTYPE, PREDICTED_CLASS -> true;
      case MODEL_NAME, MODEL_VERSION, MODEL_DIGEST -> true;
      default -> false;
    };
  }

  /** The slot of a path of the schema; a schema that names more than the decoder knows is a bug. */
  static Slot of(String path) {
    Slot slot = BY_PATH.get(path);
    if (slot == null) {
      throw new IllegalStateException("the schema names " + path + ", which no slot holds");
    }
    return slot;
  }
}
