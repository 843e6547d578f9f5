// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import io.fenceline.model.Deviation;
import io.fenceline.model.EnrichedEvent;
import io.fenceline.model.Likeness;
import io.fenceline.model.Novelty;
import io.fenceline.model.Pace;
import io.fenceline.model.ScoreTrend;
import io.fenceline.model.SimilarityGroup;
import io.fenceline.model.Standing;
import java.util.List;

/** Requests and what the job knows of them. */
final class EnrichedEventsTable {
  static final RuleTable<EnrichedEvent> TABLE =
      new RuleTable<>(
          "enriched_events",
          "One request, protected by the privacy policy, with what the baselines say of it; computed"
              + " numbers have six decimals, here as in documents.",
          new EnrichedEventsTable().described(),
          enriched -> enriched.event().timestamp());

  private final Columns<EnrichedEvent> columns = new Columns<>();

  private EnrichedEventsTable() {}

  private List<TableColumn<EnrichedEvent>> described() {
    columns.with(EventColumns.ofDocument(EnrichedEvent::event));
    columns.flag(
        "late",
        path("late", "BOOLEAN"),
        "Whether it came behind the watermark: delivered, but not judged, so that the columns below"
            + " say nothing.",
        enriched -> enriched.enrichment().late());
    likeness();
    group();
    trend();
    deviation();
    standing();
    pace();
    novelty();
    return columns.all();
  }

  private void likeness() {
    Of<Likeness> of = new Of<>(e -> e.enrichment().likeness());
    of.rounded(
        "similarity",
        "similarity",
        "Likeness to the nearest earlier request of the client, 0 to 1.",
        Likeness::similarity);
    of.flag(
        "near_duplicate",
        "Whether it belongs to a group of requests more alike than chance explains, and is no"
            + " replay.",
        Likeness::nearDuplicate);
    of.flag(
        "replay",
        "Whether an earlier request had the very same input and answer.",
        Likeness::replay);
    of.text(
        "previous_class",
        "Class of the group's request before this one.",
        likeness -> likeness.group().id() > 0 ? likeness.previousClass() : "");
    of.flag("class_switch", "Whether the class differs from that one.", Likeness::classSwitch);
    of.flag(
        "low_margin",
        "Whether it is a near-duplicate whose confidence is close to the decision boundary.",
        Likeness::lowMargin);
    of.count(
        "recent_near_duplicates",
        "recent_near_duplicates",
        "Near-duplicates among the client's last 32 requests that were no replays, this one"
            + " included; 0 to 32.",
        Likeness::recent);
    of.count(
        "series",
        "series",
        "Near-duplicates in the client's current series, 0 outside of one: a series begins, as the"
            + " eighth, when `recent_near_duplicates` reaches 8, and ends when it has fallen to 4.",
        Likeness::series);
    columns.number(
        "stopping",
        "NULLIF(" + path("stopping", "DOUBLE") + ", 0)",
        "Evidence that the client leaves its groups right after their class has switched, a"
            + " log-likelihood ratio in nats; NULL but for the request that completes it.",
        e -> absentIf(0, e.enrichment().likeness().stopping()));
  }

  private void group() {
    Of<SimilarityGroup> of = new Of<>(e -> e.enrichment().likeness().group());
    of.count(
        "group_id",
        "group",
        "The group of near-duplicates, a number within the client; 0 if it is in none.",
        SimilarityGroup::id);
    of.count("group_size", "group_size", "Requests in it so far.", SimilarityGroup::size);
    of.count(
        "group_confirmed",
        "group_confirmed",
        "Those of them that counted as near-duplicates.",
        SimilarityGroup::confirmed);
    of.count(
        "group_switches",
        "group_switches",
        "Class switches in it so far.",
        SimilarityGroup::switches);
    of.count(
        "group_low_margins",
        "group_low_margins",
        "Requests of it whose confidence was close to the decision boundary.",
        SimilarityGroup::lowMargins);
    of.rounded(
        "group_flip_fraction",
        "group_flip_fraction",
        "Switches by the steps that could have been one, 0 to 1; NULL in a group of less than two.",
        SimilarityGroup::flipFraction);
    of.rounded(
        "group_top_two_share",
        "group_top_two_share",
        "Share of its answers, 0 to 1, that have its first class or the commonest other one.",
        group -> group.id() > 0 ? group.topTwoShare() : Double.NaN);
  }

  private void trend() {
    Of<ScoreTrend> of = new Of<>(e -> e.enrichment().likeness().group().trend());
    of.text(
        "score_reference_class",
        "Class of the group's first request, at the sizes at which its scores are evaluated (24, 32,"
            + " 48, 64, 96 …), as are the five columns that follow.",
        ScoreTrend::referenceClass);
    of.rounded(
        "score_tau",
        "score_trend",
        "Kendall's tau-b between the order of the group's requests and the log-odds of that class,"
            + " -1 (every later one is lower) to 1.",
        ScoreTrend::tau);
    of.rounded(
        "score_before",
        "score_before",
        "Mean log-odds of the first quarter of the group, within ±13.8.",
        ScoreTrend::before);
    of.rounded(
        "score_after",
        "score_after",
        "Mean log-odds of its last quarter, within ±13.8.",
        ScoreTrend::after);
    of.flag(
        "score_descent",
        "Whether the fall is too steady and too deep for chance.",
        ScoreTrend::descent);
    of.flag(
        "score_sweep",
        "Whether it fell along inputs that changed by even steps, as in a test of brightness.",
        ScoreTrend::sweep);
  }

  private void deviation() {
    Of<Deviation> of = new Of<>(e -> e.enrichment().deviation());
    of.rounded(
        "entropy_z",
        "entropy_score",
        "The answer's entropy in the model's distribution less the client's own mean, in standard"
            + " deviations (normal scores).",
        Deviation::entropy);
    of.rounded("oov_z", "oov_score", "The out-of-vocabulary rate, likewise.", Deviation::oovRate);
    of.rounded("latency_z", "latency_score", "The time to answer, likewise.", Deviation::latency);
    of.rounded(
        "rate_z",
        "rate_score",
        "The request rate above the client's own usual one, in standard deviations.",
        Deviation::rate);
    of.rounded(
        "entropy_cusum",
        "entropy_cusum",
        "How far the client's entropy has drifted up to this request: sum of `entropy_z` less 0.5,"
            + " never below 0 nor above 100.",
        Deviation::entropyCusum);
    of.rounded(
        "oov_cusum",
        "oov_cusum",
        "How far its out-of-vocabulary rate has: sum of `oov_z` less 0.75, 0 to 100.",
        Deviation::oovCusum);
    of.count(
        "baseline_size",
        "baseline_size",
        "Requests that the model's baseline rests on, 0 while warming up.",
        Deviation::baselineSize);
  }

  private void standing() {
    Of<Standing> of = new Of<>(e -> e.enrichment().standing());
    of.rounded(
        "entropy_rank",
        "entropy_rank",
        "Mid-rank of the answer's entropy in the model's traffic, 0 to 1.",
        Standing::entropyRank);
    of.rounded(
        "entropy_width",
        "entropy_width",
        "Share of the model's traffic, above 0 to 1, whose entropy cannot be told from this one.",
        Standing::entropyWidth);
    of.rounded(
        "entropy_correlation",
        "entropy_correlation",
        "How alike the entropies of one client's requests are in this model's traffic, 0 (clients do"
            + " not differ) to 1 (each has its own).",
        Standing::entropyCorrelation);
    of.rounded(
        "class_entropy",
        "class_entropy",
        "Entropy of the model's predicted classes in nats, 0 to ln K of K classes.",
        Standing::classEntropy);
    of.number(
        "class_tail",
        "class_tail",
        "Share of the model's traffic, 0 to 1, that has this class or one no more frequent.",
        Standing::classTail);
    of.rounded(
        "class_dominance",
        "class_dominance",
        "Share of the model's traffic, 0 to 1, that has its most frequent class.",
        Standing::dominance);
    of.rounded(
        "length_ratio",
        "length_ratio",
        "Length of the text over the 99th percentile of the model's texts, from 0.",
        Standing::lengthRatio);
    of.rounded(
        "perplexity_ratio",
        "perplexity_ratio",
        "Perplexity of the text over the 99th percentile of the model's texts, from 0.",
        Standing::perplexityRatio);
  }

  private void pace() {
    Of<Pace> of = new Of<>(e -> e.enrichment().pace());
    of.count(
        "requests_per_minute",
        "requests_per_minute",
        "Requests of the client on the model in the last 60 s, this one included.",
        Pace::requestsPerMinute);
    of.flag("burst", "Whether a burst begins with it.", Pace::burst);
    of.flag("steady_pace", "Whether a machine-like pace begins with it.", Pace::steady);
    of.rounded(
        "regularity",
        "regularity",
        "How machine-like the intervals of the client's last requests are, 0 to 1.",
        Pace::regularity);
  }

  private void novelty() {
    Of<Novelty> of = new Of<>(e -> e.enrichment().novelty());
    of.flag(
        "new_network",
        "Whether the credential was never used from this network (/24 of IPv4, /48 of IPv6) before;"
            + " false, as the three columns that follow, until it has sent 200 requests over an"
            + " hour.",
        novelty -> novelty.known() && novelty.network());
    of.flag(
        "new_user_agent",
        "Whether it never had this user agent, version numbers aside.",
        novelty -> novelty.known() && novelty.userAgent());
    of.flag(
        "new_endpoint",
        "Whether it never asked this endpoint.",
        novelty -> novelty.known() && novelty.endpoint());
    of.flag(
        "unusual_hour",
        "Whether it is known for a week and never asked in this hour of the day (UTC).",
        novelty -> novelty.known() && novelty.hour());
  }

  private static double absentIf(double absent, double number) {
    return number == absent ? Double.NaN : number;
  }

  private static String path(String field, String type) {
    return "{fenceline.enrichment." + field + " " + type + "}";
  }

  /** Adds columns that come from one part of the enrichment. */
  private final class Of<P> {
    private final TableColumn.Part<EnrichedEvent, P> part;

    Of(TableColumn.Part<EnrichedEvent, P> part) {
      this.part = part;
    }

    void text(String name, String meaning, Columns.TextOf<P> of) {
      TableColumn.Part<EnrichedEvent, P> in = part;
      columns.text(name, path(name, "STRING"), meaning, e -> of.apply(in.apply(e)));
    }

    void number(String name, String field, String meaning, Columns.NumberOf<P> of) {
      TableColumn.Part<EnrichedEvent, P> in = part;
      columns.number(name, path(field, "DOUBLE"), meaning, e -> of.applyAsDouble(in.apply(e)));
    }

    void rounded(String name, String field, String meaning, Columns.NumberOf<P> of) {
      TableColumn.Part<EnrichedEvent, P> in = part;
      columns.rounded(name, path(field, "DOUBLE"), meaning, e -> of.applyAsDouble(in.apply(e)));
    }

    void count(String name, String field, String meaning, Columns.IntOf<P> of) {
      TableColumn.Part<EnrichedEvent, P> in = part;
      columns.count(name, path(field, "INT"), meaning, e -> of.applyAsInt(in.apply(e)));
    }

    void flag(String name, String meaning, Columns.FlagOf<P> of) {
      TableColumn.Part<EnrichedEvent, P> in = part;
      columns.flag(name, path(name, "BOOLEAN"), meaning, e -> of.test(in.apply(e)));
    }
  }
}
