// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.util.Collector;

/** The question in Flink's library for patterns of events. */
final class ComplexEvents {
  private static final String START = "start";
  private static final String SWITCH = "switch";

  private ComplexEvents() {}

  /** {@link Question#REQUESTS}: the pattern that comes to mind first. */
  static DataStream<Found> overRequests(KeyedStream<Request, Integer> requests) {
    return matches(
        requests,
        Pattern.<Request>begin(START, AfterMatchSkipStrategy.skipPastLastEvent())
            .followedBy(SWITCH)
            .where(new OtherThanLast())
            .times(Question.SWITCHES_NEEDED)
            .within(Duration.ofMillis(Question.WINDOW)));
  }

  /** {@link Question#SWITCHES}: the switches are found before the pattern. */
  static DataStream<Found> overSwitches(KeyedStream<Request, Integer> requests) {
    KeyedStream<Request, Integer> switches =
        requests.filter(new SwitchFilter()).uid("switches").keyBy(Request::client);
    return matches(
        switches,
        Pattern.<Request>begin(SWITCH, AfterMatchSkipStrategy.skipPastLastEvent())
            .times(Question.SWITCHES_NEEDED)
            .within(Duration.ofMillis(Question.WINDOW)));
  }

  private static DataStream<Found> matches(
      DataStream<Request> requests, Pattern<Request, Request> pattern) {
    return CEP.pattern(requests, pattern)
        .process(new Last(), TypeInformation.of(Found.class))
        .uid("pattern");
  }

  private static final class OtherThanLast extends IterativeCondition<Request> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(Request request, Context<Request> matched) throws Exception {
      int label = -1;
      for (Request start : matched.getEventsForPattern(START)) {
        label = start.label();
      }
      for (Request taken : matched.getEventsForPattern(SWITCH)) {
        label = taken.label();
      }
      return request.label() != label;
    }
  }

  private static final class Last extends PatternProcessFunction<Request, Found> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processMatch(
        Map<String, List<Request>> match, Context context, Collector<Found> out) {
      List<Request> switches = match.get(SWITCH);
      Request last = switches.get(switches.size() - 1);
      out.collect(new Found(last.client(), last.time()));
    }
  }
}
