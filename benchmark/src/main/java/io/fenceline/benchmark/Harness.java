// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import org.apache.flink.api.dag.Transformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;

/** One operator of the job, running alone, with its state on the heap. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class Harness implements AutoCloseable {
  private final AbstractStreamOperatorTestHarness<Object> flink;
  private final OneInputStreamOperator<Object, Object> one;
  private final TwoInputStreamOperator<Object, Object, Object> two;
  private long checkpoint;

  private Harness(AbstractStreamOperatorTestHarness<Object> flink, Tape tape) throws Exception {
    this.flink = flink;
    flink.getExecutionConfig().enableObjectReuse();
    flink.setOutputCreator(serializer -> tape);
    flink.open();
    Object operator = flink.getOperator();
    one = operator instanceof OneInputStreamOperator ? (OneInputStreamOperator) operator : null;
    two = operator instanceof TwoInputStreamOperator ? (TwoInputStreamOperator) operator : null;
  }

  /**
   * Starts a copy of an operator.
   *
   * @param keyGroups into how many parts its keyed state falls, at least 1
   * @throws IllegalArgumentException as {@link Keys#of}
   */
  static Harness of(Transformation<?> operator, int keyGroups, Tape tape) throws Exception {
    Keys keys = Keys.of(operator);
    if (operator instanceof TwoInputTransformation joint
        && joint.getOperatorFactory() instanceof SimpleOperatorFactory factory
        && InstantiationUtil.clone(factory).getOperator()
            instanceof CoBroadcastWithKeyedOperator copy) {
      return new Harness(
          new KeyedBroadcastOperatorTestHarness<>(
              copy, keys.selector(), keys.type(), keyGroups, 1, 0),
          tape);
    }
    StreamOperatorFactory<Object> copy =
        InstantiationUtil.clone(((OneInputTransformation) operator).getOperatorFactory());
    return new Harness(single(copy, keys, keyGroups), tape);
  }

  /** Starts an operator that does nothing, with the keys of this one. */
  static Harness ofNothing(Transformation<?> operator, int keyGroups) throws Exception {
    return new Harness(
        single(SimpleOperatorFactory.of(new EmptyOperator()), Keys.of(operator), keyGroups),
        Tape.forgetting());
  }

  private static AbstractStreamOperatorTestHarness<Object> single(
      StreamOperatorFactory<Object> copy, Keys keys, int keyGroups) throws Exception {
    return keys.exist()
        ? new KeyedOneInputStreamOperatorTestHarness<>(
            copy, keys.selector(), keys.type(), keyGroups, 1, 0)
        : new OneInputStreamOperatorTestHarness<>(copy, keyGroups, 1, 0);
  }

  /** A record of the first, or only, input. */
  void process(StreamRecord<Object> element) throws Exception {
    if (two == null) {
      one.setKeyContextElement(element);
      one.processElement(element);
    } else {
      two.setKeyContextElement1(element);
      two.processElement1(element);
    }
  }

  /** A record of the second input. */
  void processSecond(StreamRecord<Object> element) throws Exception {
    if (two != null) {
      two.setKeyContextElement2(element);
      two.processElement2(element);
    }
  }

  /** The watermark of all inputs. */
  void process(Watermark mark) throws Exception {
    if (two == null) {
      one.processWatermark(mark);
    } else {
      two.processWatermark1(mark);
      two.processWatermark2(mark);
    }
  }

  /** All state as a checkpoint would have it now. */
  OperatorSubtaskState snapshot() throws Exception {
    checkpoint++;
    return flink.snapshot(checkpoint, checkpoint);
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
