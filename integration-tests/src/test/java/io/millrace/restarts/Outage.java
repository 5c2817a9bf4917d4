package io.millrace.restarts;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Passes events on, and when it is planned throws once: in the second half, when checkpoints have
 * completed. Shared by all that runs in this JVM, one job at a time.
 */
final class Outage extends DoFn<Integer, Integer> {
  private static final int CHECKPOINTS = 3;
  private static final AtomicBoolean PLANNED = new AtomicBoolean();
  private static final AtomicInteger COMPLETED = new AtomicInteger();
  private static volatile CountDownLatch halfWay = new CountDownLatch(1);

  static void plan(boolean planned) {
    PLANNED.set(planned);
    COMPLETED.set(0);
    halfWay = new CountDownLatch(1);
  }

  static boolean happened() {
    return !PLANNED.get();
  }

  static void checkpointed() {
    COMPLETED.incrementAndGet();
  }

  /** Waits until a job is in its second half, with checkpoints. */
  static void awaitHalfWay() throws InterruptedException {
    halfWay.await();
  }

  @ProcessElement
  public void pass(@Element Integer event, OutputReceiver<Integer> out) {
    if (event > Event.ALL.size() / 2 && COMPLETED.get() >= CHECKPOINTS) {
      halfWay.countDown();
      if (PLANNED.compareAndSet(true, false)) {
        throw new IllegalStateException("an outage, as planned");
      }
    }
    out.output(event);
  }
}
