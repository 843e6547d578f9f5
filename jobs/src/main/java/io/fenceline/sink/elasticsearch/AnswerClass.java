// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

/** Classes of answers, as metrics tell them apart: what an operator does about them differs. */
enum AnswerClass {
  /** Taken. */
  TAKEN("2xx"),
  /** Refused because something is there already. */
  CONFLICT("409"),
  /** Refused because of too much at a time. */
  TOO_MANY("429"),
  /** Refused for any other reason that lies in the request or in what the user may do. */
  REFUSED("4xx"),
  /** Not taken because of the server. */
  FAILED("5xx"),
  /** Any other status: something between us and Elasticsearch speaks. */
  OTHER("other"),
  /** None came, or none that can be understood. */
  UNANSWERED("unanswered");

  private final String label;

  AnswerClass(String label) {
    this.label = label;
  }

  static AnswerClass of(int status) {
    return switch (status) {
      case BulkAnswer.NO_ANSWER -> UNANSWERED;
      case 409 -> CONFLICT;
      case 429 -> TOO_MANY;
      default ->
          switch (status / 100) {
            case 2 -> TAKEN;
            case 4 -> REFUSED;
            case 5 -> FAILED;
            default -> OTHER;
          };
    };
  }

  /** Value of the label. */
  String label() {
    return label;
  }
}
