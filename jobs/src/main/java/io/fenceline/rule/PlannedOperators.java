// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;

/** What the planner made of a query, as operators of the job. */
public final class PlannedOperators {
  private PlannedOperators() {}

  /**
   * Gives operators uids that depend on their own query alone, so that their state survives a
   * change of any other. The planner's own would count through all queries of the job.
   *
   * @param last the query's last operator; those before it that have a uid keep it
   * @param stem what the uids begin with, a number follows
   * @return those that got one
   */
  public static List<Transformation<?>> own(Transformation<?> last, String stem) {
    List<Transformation<?>> owned = new ArrayList<>();
    for (Transformation<?> operator : last.getTransitivePredecessors()) {
      if (operator.getUid() == null && !(operator instanceof PartitionTransformation<?>)) {
        operator.setUid(stem + "-" + owned.size());
        owned.add(operator);
      }
    }
    return owned;
  }
}
