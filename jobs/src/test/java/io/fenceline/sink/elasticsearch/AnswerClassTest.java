// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerClassTest {
  @ParameterizedTest
  @CsvSource({
    "0, unanswered",
    "200, 2xx",
    "201, 2xx",
    "302, other",
    "400, 4xx",
    "404, 4xx",
    "409, 409",
    "413, 4xx",
    "429, 429",
    "500, 5xx",
    "503, 5xx",
    "600, other"
  })
  void aStatusHasOneClass(int status, String label) {
    assertThat(AnswerClass.of(status).label()).isEqualTo(label);
  }
}
