// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Ways to answer one of the questions in Flink. */
enum Peer {
  COUNTER(
      "keyed counter of switches, the shape of ours",
      Question.SWITCHES,
      requests -> requests.keyBy(Request::client).process(new SwitchCounter()).uid("counter")),
  CEP_SWITCHES(
      "Flink CEP over switches",
      Question.SWITCHES,
      requests -> ComplexEvents.overSwitches(requests.keyBy(Request::client))),
  CEP_REQUESTS(
      "Flink CEP over all requests",
      Question.REQUESTS,
      requests -> ComplexEvents.overRequests(requests.keyBy(Request::client))),
  SQL_PATTERN_SWITCHES(
      "SQL: LAG, then MATCH_RECOGNIZE over switches",
      Question.SWITCHES,
      requests -> Sql.query(requests, Sql.PATTERN_OVER_SWITCHES)),
  SQL_PATTERN_REQUESTS(
      "SQL: MATCH_RECOGNIZE over all requests",
      Question.REQUESTS,
      requests -> Sql.query(requests, Sql.PATTERN_OVER_REQUESTS)),
  SQL_RANGE(
      "SQL: LAG, then COUNT OVER a range of a minute",
      Question.EVERY_SWITCH,
      requests -> Sql.query(requests, Sql.COUNT_OVER_RANGE));

  private final String words;
  private final Question question;
  private final Function<DataStream<Request>, DataStream<Found>> how;

  Peer(String words, Question question, Function<DataStream<Request>, DataStream<Found>> how) {
    this.words = words;
    this.question = question;
    this.how = how;
  }

  String words() {
    return words;
  }

  Question question() {
    return question;
  }

  DataStream<Found> apply(DataStream<Request> requests) {
    return how.apply(requests);
  }
}
