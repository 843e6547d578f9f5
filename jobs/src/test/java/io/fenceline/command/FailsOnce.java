// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import io.fenceline.job.Outlet;
import io.fenceline.sink.Document;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Fails the first attempt of a job in its middle: after a completed checkpoint that lies behind
 * some documents.
 */
final class FailsOnce extends RichMapFunction<Document, Document>
    implements CheckpointedFunction, CheckpointListener {
  private static final long serialVersionUID = 1L;
  private static final long NONE = Long.MAX_VALUE;

  private final int documentsBefore;
  private transient int seen;
  private transient long awaited;
  private transient boolean due;

  private FailsOnce(int documentsBefore) {
    this.documentsBefore = documentsBefore;
  }

  static Outlet<Document> before(Outlet<Document> outlet, int documents) {
    return (records, uid) ->
        outlet.attach(
            records.map(new FailsOnce(documents)).uid(uid + "-fails").name("fails once"), uid);
  }

  @Override
  public Document map(Document document) throws InterruptedException {
    seen++;
    if (due) {
      throw new IllegalStateException("the failure of this test");
    }
    if (isFirst() && seen >= documentsBefore) {
      // Slower than the checkpoints, or the records might be through before one is complete.
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return document;
  }

  private boolean isFirst() {
    return getRuntimeContext().getTaskInfo().getAttemptNumber() == 0;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    awaited = NONE;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    if (isFirst() && awaited == NONE && seen >= documentsBefore) {
      awaited = context.getCheckpointId();
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    due = checkpoint >= awaited;
  }
}
