// SPDX-License-Identifier: Apache-2.0
package io.fenceline.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields of one object of the contract, and which of them came behind which in the record
 * before: producers write all their records alike, and comparing bytes with the name to be expected
 * is far cheaper than reading a name and looking it up. A wrong guess costs a look-up. It learns,
 * so one serves one thread.
 */
final class FieldOrder {
  private final Map<String, ContractField> byName;

  /** By a field's index its name between quotes. */
  private final byte[][] quoted;

  /** By the index of the field before, one more for the object's beginning. */
  private final ContractField[] next;

  FieldOrder(Map<String, ContractField> fields) {
    byName = new HashMap<>(fields);
    quoted = new byte[fields.size()][];
    next = new ContractField[fields.size() + 1];
    fields.forEach(
        (name, field) ->
            quoted[field.index()] = ('"' + name + '"').getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The field whose name stands there, if it is the one that came behind another in the record
   * before, else null.
   *
   * @param before null for the object's beginning
   */
  ContractField guess(ContractField before, byte[] bytes, int at, int end) {
    ContractField field = next[place(before)];
    if (field == null) {
      return null;
    }
    byte[] name = quoted[field.index()];
    return at + name.length <= end
            && Arrays.equals(name, 0, name.length, bytes, at, at + name.length)
        ? field
        : null;
  }

  /** The field of that name, null if the contract has none. */
  ContractField find(String name) {
    return byName.get(name);
  }

  void learn(ContractField before, ContractField field) {
    next[place(before)] = field;
  }

  /** Bytes of a field's name with its quotes. */
  int length(ContractField field) {
    return quoted[field.index()].length;
  }

  private int place(ContractField before) {
    return before == null ? quoted.length : before.index();
  }
}
