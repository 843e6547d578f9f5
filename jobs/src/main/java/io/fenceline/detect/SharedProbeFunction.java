// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.AtlasTechnique;
import io.fenceline.model.Detection;
import io.fenceline.model.Evidence;
import io.fenceline.model.Family;
import io.fenceline.model.Measure;
import io.fenceline.model.Rule;
import io.fenceline.model.Severity;
import io.fenceline.model.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds one search that several clients carry out together: joins links to campaigns and asks of
 * each who takes part, how much, and whether they take turns.
 *
 * <p>Keyed by model, but no hot key: a link needs two clients whose near-duplicates of their own
 * are near-duplicates of each other, which ordinary traffic hardly has, and what a client can add
 * is bounded by {@link MinuteCount}.
 *
 * <p>State per model: links of the current tick, and {@value #CAMPAIGNS} campaigns, the least
 * recent going first: at most 4 MB, a few kB for each attack. A campaign is over when no request
 * has come for the memory.
 */
final class SharedProbeFunction extends KeyedProcessFunction<String, ProbeLink, Detection> {
  static final int CAMPAIGNS = 32;
  static final int MIN_CLIENTS = 2;

  /** Class switches that make a boundary walk of it. */
  static final int MIN_SWITCHES = 3;

  /** Share of the requests that must be class switches too. */
  static final double SWITCH_SHARE = 0.1;

  static final Rule RULE =
      new Rule(
          "shared-probe",
          1,
          Family.SIMILARITY,
          "Several clients send near-duplicates of each other's requests",
          List.of(
              AtlasTechnique.BLACK_BOX_OPTIMIZATION,
              AtlasTechnique.EVADE_MODEL,
              AtlasTechnique.VERIFY_ATTACK),
          "Find out who is behind the identities that are named: who made them, when, from which"
              + " addresses. If nobody vouches for all of them, suspend them together, as one"
              + " alone would be replaced by the next.");

  private static final long serialVersionUID = 1L;

  /** A campaign that goes on says so this often, which keeps it one alert. */
  private static final long REFRESH = Duration.ofMinutes(5).toMillis();

  private final int minRequests;
  private final IdleTime memory;
  private transient Waiting<ProbeLink> waiting;
  private transient ListState<Campaign> campaigns;

  SharedProbeFunction(int minRequests, long memoryMillis) {
    this.minRequests = minRequests;
    memory = new IdleTime(memoryMillis);
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        new Waiting<>(
            getRuntimeContext()
                .getListState(
                    new ListStateDescriptor<>("waiting", TypeInformation.of(ProbeLink.class))),
            link -> link.later().judged(),
            ProbeLink.ORDER);
    campaigns =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("campaigns", TypeInformation.of(Campaign.class)));
  }

  @Override
  public void processElement(ProbeLink link, Context context, Collector<Detection> out)
      throws Exception {
    waiting.add(link);
    context.timerService().registerEventTimeTimer(link.later().judged());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Detection> out)
      throws Exception {
    List<ProbeLink> due = waiting.takeUntil(context.timerService().currentWatermark());
    List<Campaign> open = new ArrayList<>();
    campaigns.get().forEach(open::add);
    if (!due.isEmpty()) {
      for (ProbeLink link : due) {
        long now = link.later().timestamp();
        open.removeIf(campaign -> campaign.lastSeen + memory.millis() < now);
        Campaign campaign = join(link, open);
        campaign.add(link);
        report(attack(campaign, open), now, context.getCurrentKey(), out);
      }
      campaigns.update(open);
      context.timerService().registerEventTimeTimer(cleanUpAfter(open));
    } else if (!open.isEmpty() && cleanUpAfter(open) <= timestamp) {
      campaigns.clear();
    }
  }

  private long cleanUpAfter(List<Campaign> open) {
    long last = open.stream().mapToLong(campaign -> campaign.lastSeen).max().orElseThrow();
    return memory.cleanUpAfter(memory.overAfter(last));
  }

  /** The campaign to which the groups on either side of the link belong, from now on one. */
  private static Campaign join(ProbeLink link, List<Campaign> open) {
    Campaign joined = null;
    for (Campaign campaign : List.copyOf(open)) {
      if (campaign.holds(link.later()) || campaign.holds(link.earlier())) {
        if (joined == null) {
          joined = campaign;
        } else {
          joined.merge(campaign);
          open.remove(campaign);
        }
      }
    }
    if (joined == null) {
      if (open.size() == CAMPAIGNS) {
        open.remove(
            open.stream()
                .min(
                    Comparator.comparingLong((Campaign campaign) -> campaign.lastSeen)
                        .thenComparing(campaign -> campaign.id))
                .orElseThrow());
      }
      joined = Campaign.of(link);
      open.add(joined);
    }
    return joined;
  }

  /**
   * The campaign, or the reported one that it is part of: an attack goes from one input to the
   * next, and the same clients together again are the same attack.
   */
  private Campaign attack(Campaign campaign, List<Campaign> open) {
    if (campaign.reportedSeverity == 0 && campaign.active(minRequests).size() >= MIN_CLIENTS) {
      for (Campaign before : open) {
        if (before.reportedSeverity > 0
            && before.activeWith(campaign, minRequests) >= MIN_CLIENTS) {
          before.merge(campaign);
          open.remove(campaign);
          return before;
        }
      }
    }
    return campaign;
  }

  private void report(Campaign campaign, long now, String model, Collector<Detection> out) {
    List<CampaignMember> active = campaign.active(minRequests);
    // One more than needed of each, passers-by included: many who send a popular picture now and
    // then are no campaign.
    int needed = (minRequests + 1) * (campaign.members.size() + campaign.passersBy);
    if (active.size() < MIN_CLIENTS || campaign.requests < needed) {
      return;
    }
    boolean inTurn = active.stream().filter(member -> member.returned).count() >= MIN_CLIENTS;
    boolean moving = campaign.switches >= Math.max(MIN_SWITCHES, SWITCH_SHARE * campaign.requests);
    if (!inTurn && !moving) {
      return;
    }
    Severity severity = inTurn && moving ? Severity.HIGH : Severity.MEDIUM;
    if (severity.score() > campaign.reportedSeverity
        || active.size() > campaign.reportedMembers
        || now - campaign.reported >= REFRESH) {
      campaign.reported = now;
      campaign.reportedMembers = Math.max(campaign.reportedMembers, active.size());
      campaign.reportedSeverity = Math.max(campaign.reportedSeverity, severity.score());
      out.collect(detection(campaign, active, inTurn, severity, now, model, needed));
    }
  }

  private static Detection detection(
      Campaign campaign,
      List<CampaignMember> active,
      boolean inTurn,
      Severity severity,
      long now,
      String model,
      int needed) {
    Subject subject = active.get(0).subject;
    for (CampaignMember member : active) {
      subject = subject.with(member.subject, Campaign.MEMBERS);
    }
    return new Detection(
        RULE,
        severity,
        model + '\u001f' + "campaign:" + campaign.id,
        subject,
        now,
        String.format(
            Locale.ROOT,
            "%d clients sent %d near-duplicates of each other's requests, %s, with %d class"
                + " switches",
            active.size(),
            active.stream().mapToInt(member -> member.requests).sum(),
            inTurn ? "taking turns" : "one after another",
            campaign.switches),
        new Measure("near-duplicates of other clients' requests", campaign.requests, needed, 0),
        evidence(active));
  }

  /** The newest requests of as many members as fit, in their order. */
  private static List<Evidence> evidence(List<CampaignMember> active) {
    int each = Math.max(1, Detection.MAX_EVIDENCE / active.size());
    return active.stream()
        .flatMap(
            member -> member.evidence.stream().skip(Math.max(0, member.evidence.size() - each)))
        .limit(Detection.MAX_EVIDENCE)
        .sorted(Comparator.comparingLong(Evidence::timestamp).thenComparing(Evidence::requestId))
        .toList();
  }
}
