package io.millrace.restarts;

import io.millrace.transforms.coders.DataCoder;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Counts in an object that it changes in place, as detectors and summaries do; the object takes
 * long to write, so that a checkpoint is still being written when the next events come.
 */
final class CountFn extends DoFn<KV<Integer, Integer>, Void> {
  /** What was counted last. */
  static final AtomicLong LAST = new AtomicLong();

  private static final int SLOW_MILLIS = 100;

  @StateId("count")
  private final StateSpec<ValueState<long[]>> countSpec =
      StateSpecs.value(
          DataCoder.of(
              "Count",
              (count, out) -> {
                sleep();
                out.writeLong(count[0]);
              },
              in -> new long[] {in.readLong()}));

  @ProcessElement
  public void count(@StateId("count") ValueState<long[]> state) {
    long[] count = state.read();
    if (count == null) {
      count = new long[1];
    }
    count[0]++;
    state.write(count);
    LAST.set(count[0]);
  }

  private static void sleep() {
    try {
      Thread.sleep(SLOW_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
