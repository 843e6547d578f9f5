// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import io.fenceline.model.Client;
import io.fenceline.model.Deviation;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Enrichment;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.LayerStats;
import io.fenceline.model.Likeness;
import io.fenceline.model.Novelty;
import io.fenceline.model.Pace;
import io.fenceline.model.Prediction;
import io.fenceline.model.RequestContext;
import io.fenceline.model.ScoreTrend;
import io.fenceline.model.SimilarityGroup;
import io.fenceline.model.Standing;
import io.fenceline.signal.Signals;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * An enriched event as a document (ECS 9.4 and {@code fenceline.*}), with the facts that patterns
 * read of it. It says all that tables for rules hold. The place it was read from is left out: the
 * same request read from a file and from Kafka gives the same document.
 */
public final class EventDocument implements MapFunction<EnrichedEvent, Document> {
  private static final long serialVersionUID = 1L;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MAX_LATENCY_MILLIS = 9e12;
  private static final List<String> OUTCOMES = List.of("success", "failure");
  private static final String WHAT = "\"category\":[\"api\"],\"type\":[\"access\"],";

  private final String namespace;
  private transient DocumentWriter writer;

  /**
   * Documents for one namespace.
   *
   * @throws IllegalArgumentException if it cannot be part of an index name
   */
  public EventDocument(String namespace) {
    this.namespace = DocumentNamespace.checked(namespace);
  }

  @Override
  public Document map(EnrichedEvent enriched) {
    InferenceEvent event = enriched.event();
    String id = event.id().hex();
    RequestContext context = event.context();
    Client client = event.client();
    if (writer == null) {
      writer = new DocumentWriter(DocumentStream.EVENTS, namespace, "event");
    }
    writer.start(
        event.timestamp(),
        w -> {
          w.ready(WHAT);
          w.text("id", id);
          w.text("outcome", OUTCOMES.contains(context.status()) ? context.status() : "");
          if (event.latencyMillis() >= 0 && event.latencyMillis() < MAX_LATENCY_MILLIS) {
            w.whole("duration", Math.round(event.latencyMillis() * NANOS_PER_MILLI));
          }
        });
    DocumentSubject.service(writer, event.model());
    DocumentSubject.identities(writer, client.sourceIp(), client.userId());
    writer.object("user", client, (w, c) -> w.text("id", c.userId()));
    writer.object("user_agent", context, (w, c) -> w.word("original", c.userAgent()));
    writer.object("trace", context, (w, c) -> w.text("id", c.traceId()));
    writer.object("span", context, (w, c) -> w.text("id", c.spanId()));
    byte[] json = writer.end(enriched, EventDocument::own);
    return new Document(DocumentStream.EVENTS, id, 0, event.timestamp(), json);
  }

  private static void own(DocumentWriter writer, EnrichedEvent enriched) {
    InferenceEvent event = enriched.event();
    DocumentSubject.model(writer, event.model());
    writer.text("entity", event.client().id());
    writer.text("request_id", event.requestId());
    writer.text("api_key_id", event.client().apiKeyId());
    writer.text("session_id", event.context().sessionId());
    writer.word("endpoint", event.context().endpoint());
    writer.number("latency_ms", event.latencyMillis());
    writer.object("prediction", event.prediction(), EventDocument::prediction);
    writer.object("input_stats", event.input(), EventDocument::input);
    writer.hexes("input_fingerprint", event.fingerprint());
    writer.map(
        "activations",
        event.activations(),
        (w, layer, stats) -> w.object(layer, stats, EventDocument::activation));
    writer.object("enrichment", enriched.enrichment(), EventDocument::enrichment);
    writer.objects(
        "signals",
        Signals.of(enriched),
        (w, signal) -> {
          w.text("kind", signal.kind().word());
          if (signal.group() > 0) {
            w.whole("group", signal.group());
          }
          w.number("value", signal.value());
          w.text("shows", signal.shows());
        });
    writer.map("extra", event.extra(), DocumentWriter::text);
    if (event.privateFields() > 0) {
      writer.object("private", w -> w.whole("fields_withheld", event.privateFields()));
    }
  }

  private static void prediction(DocumentWriter writer, Prediction prediction) {
    writer.word("class", prediction.predictedClass());
    writer.number("confidence", prediction.confidence());
    writer.number("entropy", prediction.entropy());
    writer.map("scores", prediction.likeliest(), DocumentWriter::number);
  }

  private static void activation(DocumentWriter writer, LayerStats stats) {
    writer.number("mean", stats.mean());
    writer.number("std", stats.std());
    writer.number("max", stats.max());
  }

  private static void input(DocumentWriter writer, InputStats input) {
    writer.number("text_length", input.textLength());
    writer.number("token_count", input.tokenCount());
    writer.number("oov_rate", input.oovRate());
    writer.number("special_char_rate", input.specialCharRate());
    writer.number("perplexity", input.perplexity());
    writer.number("hidden_char_count", input.hiddenCharCount());
    writer.number("mean", input.mean());
    writer.number("std", input.std());
    writer.number("min", input.min());
    writer.number("max", input.max());
    writer.word("dtype", input.dtype());
  }

  private static void enrichment(DocumentWriter writer, Enrichment enrichment) {
    writer.flag("late", enrichment.late());
    if (enrichment.late()) {
      return;
    }
    likeness(writer, enrichment.likeness());
    Deviation deviation = enrichment.deviation();
    writer.rounded("entropy_score", deviation.entropy());
    writer.rounded("oov_score", deviation.oovRate());
    writer.rounded("latency_score", deviation.latency());
    writer.rounded("rate_score", deviation.rate());
    writer.rounded("entropy_cusum", deviation.entropyCusum());
    writer.rounded("oov_cusum", deviation.oovCusum());
    writer.whole("baseline_size", deviation.baselineSize());
    Standing standing = enrichment.standing();
    writer.rounded("entropy_rank", standing.entropyRank());
    writer.rounded("entropy_width", standing.entropyWidth());
    writer.rounded("entropy_correlation", standing.entropyCorrelation());
    writer.rounded("class_entropy", standing.classEntropy());
    writer.number("class_tail", standing.classTail());
    writer.rounded("class_dominance", standing.dominance());
    writer.rounded("length_ratio", standing.lengthRatio());
    writer.rounded("perplexity_ratio", standing.perplexityRatio());
    Pace pace = enrichment.pace();
    writer.whole("requests_per_minute", pace.requestsPerMinute());
    writer.flag("burst", pace.burst());
    writer.flag("steady_pace", pace.steady());
    writer.rounded("regularity", pace.regularity());
    Novelty novelty = enrichment.novelty();
    if (novelty.known()) {
      writer.flag("new_network", novelty.network());
      writer.flag("new_user_agent", novelty.userAgent());
      writer.flag("new_endpoint", novelty.endpoint());
      writer.flag("unusual_hour", novelty.hour());
    }
  }

  private static void likeness(DocumentWriter writer, Likeness likeness) {
    writer.rounded("similarity", likeness.similarity());
    writer.flag("near_duplicate", likeness.nearDuplicate());
    writer.flag("replay", likeness.replay());
    writer.flag("class_switch", likeness.classSwitch());
    writer.flag("low_margin", likeness.lowMargin());
    writer.whole("recent_near_duplicates", likeness.recent());
    writer.whole("series", likeness.series());
    writer.number("stopping", likeness.stopping());
    SimilarityGroup group = likeness.group();
    if (group.id() > 0) {
      writer.whole("group", group.id());
      writer.whole("group_size", group.size());
      writer.whole("group_confirmed", group.confirmed());
      writer.whole("group_switches", group.switches());
      writer.whole("group_low_margins", group.lowMargins());
      writer.rounded("group_flip_fraction", group.flipFraction());
      writer.rounded("group_top_two_share", group.topTwoShare());
      trend(writer, group.trend());
      writer.word("previous_class", likeness.previousClass());
    }
  }

  private static void trend(DocumentWriter writer, ScoreTrend trend) {
    if (trend.referenceClass().isEmpty()) {
      return;
    }
    writer.word("score_reference_class", trend.referenceClass());
    writer.rounded("score_trend", trend.tau());
    writer.rounded("score_before", trend.before());
    writer.rounded("score_after", trend.after());
    writer.flag("score_descent", trend.descent());
    writer.flag("score_sweep", trend.sweep());
  }
}
