// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import java.util.List;
import java.util.Map;

/**
 * What producers send in one scenario, and the account that it must come to.
 *
 * @param partitions of the topic; not every one need get records
 * @param messages in order of sending
 * @param duplicates how many messages repeat an earlier one byte by byte
 * @param deadLetters how many must be set aside, by reason
 */
record Traffic(
    int partitions, List<Message> messages, int duplicates, Map<String, Long> deadLetters) {

  /** One record and the partition that it goes to. */
  record Message(int partition, byte[] value) {}

  /** How many events must come out. */
  long events() {
    return messages.size() - duplicates - deadLetters.values().stream().mapToLong(n -> n).sum();
  }
}
