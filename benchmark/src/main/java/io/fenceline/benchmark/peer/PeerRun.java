// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import io.fenceline.benchmark.Process;
import io.fenceline.benchmark.Process.Spent;
import io.fenceline.benchmark.memory.MemorySource;
import io.fenceline.job.JobEnvironment;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * One answer and its cost.
 *
 * @param matches what was found
 * @param spent by the whole process from the first request on
 */
record PeerRun(Matches matches, Spent spent) {
  private static final String COUNT = "count";
  private static final String SUM = "sum";

  /** Answers in Flink, one task after another, state on the heap. */
  static PeerRun of(Peer peer, Requests requests) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.local(1, Duration.ZERO);
    DataStream<Request> read =
        env.fromSource(
                new MemorySource<>(requests),
                WatermarkStrategy.<Request>forGenerator(context -> new EverySecond())
                    .withTimestampAssigner((request, before) -> request.time()),
                "requests",
                TypeInformation.of(Request.class))
            .uid("requests");
    peer.apply(read).map(new Tally()).uid("tally").sinkTo(new DiscardingSink<>()).uid("nowhere");
    Process.reset();
    Map<String, Object> counted = env.execute().getAllAccumulatorResults();
    return new PeerRun(
        new Matches((Long) counted.get(COUNT), (Long) counted.get(SUM)), Process.sinceBeginning());
  }

  /** Answers in plain Java. */
  static PeerRun plain(Question question, Requests requests) {
    Iterator<Request> made = requests.iterator();
    Process.reset();
    Process.markBeginning();
    Matches matches = question.answer(made);
    return new PeerRun(matches, Process.sinceBeginning());
  }

  double cpuPerMillion(long requests) {
    return spent.cpuNanos() / 1e3 / requests;
  }

  /** As the job's sources do: with each second of event time. */
  private static final class EverySecond implements WatermarkGenerator<Request> {
    private static final long STEP = 1_000;

    private long emitted = -STEP;

    @Override
    public void onEvent(Request request, long time, WatermarkOutput output) {
      if (time - emitted >= STEP) {
        emitted = time;
        output.emitWatermark(new Watermark(time - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // What is behind by less than a second may wait.
    }
  }

  private static final class Tally extends RichMapFunction<Found, Found> {
    private static final long serialVersionUID = 1L;

    private transient LongCounter count;
    private transient LongCounter sum;

    @Override
    public void open(OpenContext context) {
      count = new LongCounter();
      sum = new LongCounter();
      getRuntimeContext().addAccumulator(COUNT, count);
      getRuntimeContext().addAccumulator(SUM, sum);
    }

    @Override
    public Found map(Found found) {
      count.add(1L);
      sum.add(Matches.hash(found.client(), found.time()));
      return found;
    }
  }
}
