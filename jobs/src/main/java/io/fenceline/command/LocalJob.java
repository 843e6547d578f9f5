// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a bounded job in this process and shows how far it is. */
final class LocalJob {
  private static final long POLL_MILLIS = 250;

  private LocalJob() {}

  /**
   * Runs to the end of the input.
   *
   * @param expected records there are, 0 if unknown
   * @throws CommandFailure if the job failed, with the innermost reason and, if it lies in a rule,
   *     which
   */
  static JobAccount run(StreamExecutionEnvironment env, Progress progress, long expected)
      throws Exception {
    try (FailedTask failed = new FailedTask()) {
      return run(env.executeAsync(), progress, expected, failed);
    }
  }

  private static JobAccount run(
      JobClient client, Progress progress, long expected, FailedTask failed) throws Exception {
    CompletableFuture<JobExecutionResult> end = client.getJobExecutionResult();
    while (true) {
      try {
        return JobAccount.of(
            end.get(POLL_MILLIS, TimeUnit.MILLISECONDS).getAllAccumulatorResults());
      } catch (TimeoutException stillRunning) {
        show(client, progress, expected);
      } catch (ExecutionException e) {
        throw failure(e, failed);
      } catch (InterruptedException e) {
        client.cancel();
        throw e;
      }
    }
  }

  private static void show(JobClient client, Progress progress, long expected)
      throws InterruptedException {
    try {
      JobAccount soFar =
          JobAccount.of(client.getAccumulators().get(POLL_MILLIS, TimeUnit.MILLISECONDS));
      progress.update(soFar.read(), expected, soFar.alertRevisions(), soFar.newestEventTime());
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      // The job has just ended, and its cluster with it, or is not up yet; its result tells the
      // rest.
      return;
    }
  }

  private static CommandFailure failure(ExecutionException e, FailedTask failed) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return new CommandFailure("The job failed: " + message + failed.blame(cause), e);
  }
}
