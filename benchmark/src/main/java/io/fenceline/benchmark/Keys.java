// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.InstantiationUtil;

/**
 * By what the first input of an operator is spread.
 *
 * @param selector null if it is not
 * @param type null if it is not
 */
@SuppressWarnings({"unchecked", "rawtypes"})
record Keys(KeySelector<Object, Object> selector, TypeInformation<Object> type) {

  /**
   * The keys of an operator of the job.
   *
   * @throws IllegalArgumentException if it is of a kind that the job has not had so far
   */
  static Keys of(Transformation<?> operator) throws Exception {
    if (operator instanceof TwoInputTransformation joint) {
      return copied(joint.getStateKeySelector1(), joint.getStateKeyType());
    }
    if (operator instanceof OneInputTransformation single) {
      return copied(single.getStateKeySelector(), single.getStateKeyType());
    }
    throw new IllegalArgumentException(
        operator
            + " has neither one input nor a broadcast one beside it; teach Keys and Harness to"
            + " take it");
  }

  private static Keys copied(KeySelector selector, TypeInformation type) throws Exception {
    return new Keys(selector == null ? null : InstantiationUtil.clone(selector), type);
  }

  /** Whether there are keys at all. */
  boolean exist() {
    return selector != null;
  }

  /** How many different keys a stream has; 0 without keys. */
  int count(Timeline input) throws Exception {
    Set<Object> keys = new HashSet<>();
    if (exist()) {
      List<StreamRecord<Object>> records = input.records().toList();
      for (StreamRecord<Object> element : records) {
        keys.add(selector.getKey(element.getValue()));
      }
    }
    return keys.size();
  }
}
