package io.millrace.transforms.statistics;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;

/** Keys what belongs to a window by its end, so that windows are joined side by side. */
final class ByWindowFn
    extends DoFn<
        KV<StatisticsPart.Key, StatisticsPart>, KV<Long, KV<StatisticsPart.Key, StatisticsPart>>> {

  @ProcessElement
  public void key(
      @Element KV<StatisticsPart.Key, StatisticsPart> part,
      BoundedWindow window,
      OutputReceiver<KV<Long, KV<StatisticsPart.Key, StatisticsPart>>> out) {
    out.output(KV.of(window.maxTimestamp().getMillis(), part));
  }
}
