// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * What this process has spent, with all its threads: garbage collection and compilation too.
 *
 * <p>A job runs in threads that its caller does not start, so the moment of its first record is
 * kept for the process: one job at a time.
 */
public final class Process {
  private static final AtomicReference<Spent> BEGINNING = new AtomicReference<>();
  private static final Queue<Long> HEAP = new ConcurrentLinkedQueue<>();
  private static final long SETTLE_MILLIS = 5_000;
  private static final Allocation ALLOCATION = Allocation.watched();

  private Process() {}

  /**
   * So far.
   *
   * @param cpuNanos processor time
   * @param wallNanos of a clock that only runs
   * @param bytes allocated on the heap
   */
  public record Spent(long cpuNanos, long wallNanos, long bytes) {
    /** What was spent since. */
    public Spent since(Spent earlier) {
      return new Spent(
          cpuNanos - earlier.cpuNanos, wallNanos - earlier.wallNanos, bytes - earlier.bytes);
    }
  }

  /** All that the process has spent. */
  public static Spent spent() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Spent(system.getProcessCpuTime(), System.nanoTime(), ALLOCATION.soFar());
  }

  /** Forgets the last beginning, before a run. */
  public static void reset() {
    BEGINNING.set(null);
    System.gc();
  }

  /** Called when the first task is ready: what comes before is starting, which is done once. */
  public static void markBeginning() {
    if (BEGINNING.get() == null) {
      BEGINNING.compareAndSet(null, spent());
    }
  }

  /** Called with the first record where its source can tell. */
  public static void beginNow() {
    BEGINNING.set(spent());
  }

  /** What was spent since the first record. */
  public static Spent sinceBeginning() {
    Spent beginning = BEGINNING.get();
    if (beginning == null) {
      throw new IllegalStateException("nothing was read");
    }
    return spent().since(beginning);
  }

  /** Notes how much of the heap lives, when what was read had time to get to where it is kept. */
  public static void lookAtHeap() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS));
    HEAP.add(livingHeap());
  }

  /** How much of the heap lives, in bytes. */
  public static long livingHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** By how much the heap grew between the only two looks, in bytes. */
  public static long heapGrowth() {
    long first = HEAP.remove();
    return HEAP.remove() - first;
  }

  /** Sums how far the heap grows between collections, which only the collector knows. */
  private static final class Allocation implements NotificationListener {
    private long sum;
    private long after;

    static Allocation watched() {
      Allocation allocation = new Allocation();
      allocation.after = used();
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        ((NotificationEmitter) collector).addNotificationListener(allocation, null, null);
      }
      return allocation;
    }

    synchronized long soFar() {
      return sum + used() - after;
    }

    @Override
    public synchronized void handleNotification(Notification notification, Object handback) {
      GarbageCollectionNotificationInfo info =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
      sum += total(info.getGcInfo().getMemoryUsageBeforeGc()) - after;
      after = total(info.getGcInfo().getMemoryUsageAfterGc());
    }

    /** Of the same pools as in a notification: classes and code are none of the heap. */
    private static long total(Map<String, MemoryUsage> pools) {
      return pools.entrySet().stream()
          .filter(pool -> isHeap(pool.getKey()))
          .mapToLong(pool -> pool.getValue().getUsed())
          .sum();
    }

    private static boolean isHeap(String pool) {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .anyMatch(
              bean ->
                  bean.getName().equals(pool)
                      && bean.getType() == java.lang.management.MemoryType.HEAP);
    }

    private static long used() {
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }
}
