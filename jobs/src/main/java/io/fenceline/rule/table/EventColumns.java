// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.model.Client;
import io.fenceline.model.DocumentText;
import io.fenceline.model.InferenceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.table.data.StringData;

/**
 * The columns of a request, which stand in the log and in the delivered document under different
 * paths.
 */
final class EventColumns {
  /** A decimal number; with at most {@value #MOST_DIGITS} characters it is finite. */
  static final String DECIMAL = "^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9][0-9]?)?$";

  private static final int MOST_DIGITS = 100;

  /** An address that is no IP literal stands elsewhere in a document. */
  static final String DOCUMENT_ADDRESS = "COALESCE({source.ip}, {source.address})";

  static final String DOCUMENT_CLIENT =
      client("{fenceline.api_key_id STRING}", "{user.id STRING}", DOCUMENT_ADDRESS);

  private static final Pattern DECIMALS = Pattern.compile(DECIMAL);
  private static final List<String> STATUS = List.of("success", "failure");

  private final Columns<InferenceEvent> columns = new Columns<>();
  private final Map<String, String> documents = new LinkedHashMap<>();

  private EventColumns() {}

  /** The columns over the native log. */
  static List<TableColumn<InferenceEvent>> ofLog() {
    return described().columns.all();
  }

  /** The columns over the delivered document, of a record that holds an event. */
  static <S> List<TableColumn<S>> ofDocument(TableColumn.Part<S, InferenceEvent> event) {
    EventColumns described = described();
    List<TableColumn<S>> lifted = new ArrayList<>();
    for (TableColumn<InferenceEvent> column : described.columns.all()) {
      lifted.add(column.of(described.documents.get(column.name()), event));
    }
    return lifted;
  }

  private static EventColumns described() {
    EventColumns of = new EventColumns();
    of.columns.time(
        RuleTable.EVENT_TIME,
        "{timestamp}",
        "When the model answered; watermark 30 s behind in the Kafka views.",
        InferenceEvent::timestamp);
    of.documents.put(RuleTable.EVENT_TIME, "{@timestamp}");
    of.who();
    of.answer();
    of.input();
    of.optional();
    return of;
  }

  private void who() {
    columns.tenant("{tenant STRING}", e -> e.model().tenant());
    documents.put("tenant", "COALESCE({fenceline.tenant STRING}, '')");
    text("model_name", "model_name", "fenceline.model_name", "The model.", e -> e.model().name());
    text(
        "model_version",
        "model_version",
        "fenceline.model_version",
        "Its version.",
        e -> e.model().version());
    text(
        "model_digest",
        "model_digest",
        "fenceline.model_digest",
        "SHA-256 of its weights.",
        e -> e.model().digest());
    columns.add(
        "client",
        Columns.TEXT,
        client("{api_key_id STRING}", "{user_id STRING}", "{source_ip STRING}"),
        "Who asked, by the first that is known: `key:` and the API key, `user:` and the user, `ip:`"
            + " and the address.",
        e -> StringData.fromString(client(e.client())));
    documents.put("client", DOCUMENT_CLIENT);
    text(
        "api_key_id",
        "api_key_id",
        "fenceline.api_key_id",
        "Id of the credential.",
        e -> e.client().apiKeyId());
    text("user_id", "user_id", "user.id", "User or service account.", e -> e.client().userId());
    columns.text(
        "source_ip",
        "NULLIF({source_ip}, '')",
        "Address the request came from, as logged.",
        e -> e.client().sourceIp());
    documents.put("source_ip", DOCUMENT_ADDRESS);
    text(
        "session_id",
        "session_id",
        "fenceline.session_id",
        "Session of the client.",
        e -> e.context().sessionId());
    text("trace_id", "trace_id", "trace.id", "W3C trace id.", e -> e.context().traceId());
    text(
        "user_agent",
        "user_agent",
        "user_agent.original",
        "The client's software as it names itself.",
        e -> e.context().userAgent());
    text(
        "endpoint",
        "endpoint",
        "fenceline.endpoint",
        "Path or name of the serving endpoint.",
        e -> e.context().endpoint());
    text(
        "status",
        "status",
        "event.outcome",
        "`success` or `failure`.",
        e -> STATUS.contains(e.context().status()) ? e.context().status() : "");
    text(
        "request_id",
        "request_id",
        "fenceline.request_id",
        "The producer's id of the request; neither unique nor trusted.",
        InferenceEvent::requestId);
  }

  private void answer() {
    text(
        "predicted_class",
        "prediction.class",
        "fenceline.prediction.class",
        "The predicted class.",
        e -> e.prediction().predictedClass());
    number(
        "confidence",
        "prediction.confidence",
        "fenceline.prediction.confidence",
        "Probability of that class, 0 to 1.",
        e -> e.prediction().confidence());
    columns.number(
        "entropy",
        "COALESCE({prediction.entropy}, entropy({prediction.scores MAP<STRING, DOUBLE>}))",
        "Entropy of the answer's distribution in nats, from 0; computed from the scores where it is"
            + " not logged.",
        e -> e.prediction().entropy());
    documents.put("entropy", "{fenceline.prediction.entropy}");
    columns.numbersByName(
        "scores",
        notEmpty("{prediction.scores}"),
        "Probability by class, of the 16 likeliest classes.",
        e -> e.prediction().likeliest());
    documents.put("scores", "{fenceline.prediction.scores}");
  }

  private void input() {
    input("text_length", "Characters of a text.", e -> e.input().textLength());
    input("token_count", "Tokens of a text.", e -> e.input().tokenCount());
    input(
        "oov_rate",
        "Share of word tokens outside the model's vocabulary, 0 to 1.",
        e -> e.input().oovRate());
    input(
        "special_char_rate",
        "Share of characters that are neither letter, digit nor space, 0 to 1.",
        e -> e.input().specialCharRate());
    input(
        "perplexity",
        "Perplexity of the text, by a language model of the producer's choice, from 1.",
        e -> e.input().perplexity());
    input(
        "hidden_char_count",
        "Characters of a text that a reader does not see.",
        e -> e.input().hiddenCharCount());
    part("input_mean", "mean", "Mean of the input's numbers.", e -> e.input().mean());
    part("input_std", "std", "Their standard deviation.", e -> e.input().std());
    part("input_min", "min", "Their minimum.", e -> e.input().min());
    part("input_max", "max", "Their maximum.", e -> e.input().max());
    number(
        "latency_ms",
        "latency_ms",
        "fenceline.latency_ms",
        "Time to answer in milliseconds, from 0.",
        InferenceEvent::latencyMillis);
    columns.texts(
        "fingerprint",
        notEmpty("{input_fingerprint}"),
        "The input's similarity hashes, distinct, each of 8 lower-case hexadecimal digits, or of 16"
            + " if it needs more.",
        InferenceEvent::hashes);
    documents.put("fingerprint", "{fenceline.input_fingerprint}");
  }

  private void optional() {
    extra(
        "error_code",
        "error_code",
        "Why a request failed: `access_denied`, `validation`, `throttled` or any other word.");
    extraNumber("output_tokens", "output_stats.token_count", "Tokens of the answer, from 0.");
    extraNumber("output_length", "output_stats.text_length", "Characters of the answer, from 0.");
    extra("guardrail_id", "guardrail.id", "The guardrail that looked at the request.");
    extra("guardrail_action", "guardrail.action", "What it did: `none`, `masked` or `blocked`.");
    extra(
        "guardrail_confidence",
        "guardrail.confidence",
        "How sure it was: `low`, `medium` or `high`.");
    extra(
        "guardrail_categories",
        "guardrail.categories",
        "What it found, separated by commas, such as `content,topic,word,pii,prompt_attack`.");
    extra(
        "flags",
        "flags",
        "Findings of the producer, separated by commas, such as `credential`, `metadata_address`,"
            + " `shell_tool`, `malicious_url`, `refusal`, `sensitive_data`.");
    extraNumber("tool_calls", "tool_calls", "Tools that the answer called, from 0.");
    extra("auth_method", "auth_method", "How the client proved who it is.");
    extra("region", "region", "Where the request was served.");
    columns.textsByName(
        "extra",
        "CAST(NULL AS MAP<STRING, STRING>)",
        "All fields outside the contract that the privacy policy declares public, by dotted path;"
            + " other values than text as JSON.",
        InferenceEvent::extra);
    documents.put("extra", "{fenceline.extra}");
  }

  private void text(
      String name, String log, String document, String meaning, Columns.TextOf<InferenceEvent> of) {
    columns.text(name, "NULLIF({" + log + "}, '')", meaning, of);
    documents.put(name, "{" + document + "}");
  }

  private void number(
      String name,
      String log,
      String document,
      String meaning,
      Columns.NumberOf<InferenceEvent> of) {
    columns.number(name, "{" + log + "}", meaning, of);
    documents.put(name, "{" + document + "}");
  }

  private void input(String name, String meaning, Columns.NumberOf<InferenceEvent> of) {
    part(name, name, meaning, of);
  }

  private void part(
      String name, String field, String meaning, Columns.NumberOf<InferenceEvent> of) {
    number(name, "input_stats." + field, "fenceline.input_stats." + field, meaning, of);
  }

  private void extra(String name, String path, String meaning) {
    columns.text(
        name,
        "NULLIF({" + path + "}, '')",
        meaning + optional(path),
        event -> event.extra().getOrDefault(path, ""));
    documents.put(name, extraField(path));
  }

  private void extraNumber(String name, String path, String meaning) {
    columns.number(
        name,
        decimal("{" + path + " STRING}"),
        meaning + optional(path),
        event -> decimalOf(event.extra().getOrDefault(path, "")));
    documents.put(name, decimal(extraField(path)));
  }

  private static String notEmpty(String collection) {
    return "CASE WHEN CARDINALITY(" + collection + ") > 0 THEN " + collection + " END";
  }

  private static String optional(String path) {
    return " Optional field `" + path + "` of the log.";
  }

  private static String extraField(String path) {
    return "{fenceline.extra MAP<STRING, STRING>}['" + path + "']";
  }

  private static String decimal(String text) {
    return "CASE WHEN CHAR_LENGTH("
        + text
        + ") <= "
        + MOST_DIGITS
        + " AND REGEXP("
        + text
        + ", '"
        + DECIMAL
        + "') THEN CAST("
        + text
        + " AS DOUBLE) END";
  }

  private static double decimalOf(String text) {
    return text.length() <= MOST_DIGITS && DECIMALS.matcher(text).matches()
        ? Double.parseDouble(text)
        : Double.NaN;
  }

  /** {@link Client#id()}, of bounded text. */
  static String client(Client client) {
    return client.id().substring(0, client.id().indexOf(':') + 1)
        + DocumentText.value(client.id().substring(client.id().indexOf(':') + 1));
  }

  private static String client(String key, String user, String address) {
    return "CASE WHEN "
        + key
        + " <> '' THEN 'key:' || "
        + key
        + " WHEN "
        + user
        + " <> '' THEN 'user:' || "
        + user
        + " ELSE 'ip:' || "
        + address
        + " END";
  }
}
