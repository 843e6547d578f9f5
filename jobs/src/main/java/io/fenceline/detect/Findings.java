// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Detection;
import org.apache.flink.util.OutputTag;

/** Takes what a {@link ClientDetector} finds in one request. */
interface Findings {

  /** Event time at which the baseline stage had judged the request and all before it. */
  long judged();

  /** Something was found. */
  void collect(Detection detection);

  /** Something for further operators of the detector. */
  <T> void collect(OutputTag<T> output, T value);
}
