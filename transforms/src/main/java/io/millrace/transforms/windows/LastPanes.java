package io.millrace.transforms.windows;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Gives each window's last result, once no other can come: for what is decided once and must not
 * depend on the order in which rows came.
 *
 * <p>Input: results in the event-time windows that {@link SummarizeByWindow} took them over, one a
 * window and pane. Output, in the global window: one result a window, when the watermark has passed
 * its end and the allowed lateness, at that event time. Without allowed lateness the first result
 * is the last, and goes straight on. State: the newest result of each window that waits.
 */
public final class LastPanes<T>
    extends PTransform<PCollection<WindowResult<T>>, PCollection<WindowResult<T>>> {
  private LastPanes() {}

  public static <T> LastPanes<T> create() {
    return new LastPanes<>();
  }

  @Override
  public PCollection<WindowResult<T>> expand(PCollection<WindowResult<T>> results) {
    Duration lateness = results.getWindowingStrategy().getAllowedLateness();
    PCollection<WindowResult<T>> unwindowed =
        results.apply("ForgetWindow", Window.into(new GlobalWindows()));
    if (lateness.isEqual(Duration.ZERO)) {
      return unwindowed;
    }
    Coder<WindowResult<T>> coder = results.getCoder();
    return unwindowed
        .apply("ByWindow", ParDo.of(new ByWindowFn<>()))
        .setCoder(KvCoder.of(VarLongCoder.of(), coder))
        .apply("Wait", ParDo.of(new WaitFn<>(lateness, coder)))
        .setCoder(coder);
  }

  /** By its window's last millisecond, which is the time that all of its panes have. */
  private static final class ByWindowFn<T>
      extends DoFn<WindowResult<T>, KV<Long, WindowResult<T>>> {
    @ProcessElement
    public void name(
        @Element WindowResult<T> result,
        @Timestamp Instant time,
        OutputReceiver<KV<Long, WindowResult<T>>> out) {
      out.output(KV.of(time.getMillis(), result));
    }
  }

  private static final class WaitFn<T> extends DoFn<KV<Long, WindowResult<T>>, WindowResult<T>> {
    @StateId("newest")
    private final StateSpec<ValueState<WindowResult<T>>> newestSpec;

    @TimerId("over")
    private final TimerSpec overSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final Duration lateness;

    WaitFn(Duration lateness, Coder<WindowResult<T>> coder) {
      this.lateness = lateness;
      newestSpec = StateSpecs.value(coder);
    }

    @ProcessElement
    public void keep(
        @Element KV<Long, WindowResult<T>> result,
        @StateId("newest") ValueState<WindowResult<T>> newest,
        @TimerId("over") Timer over) {
      WindowResult<T> known = newest.read();
      if (known == null || known.pane() < result.getValue().pane()) {
        newest.write(result.getValue());
        // One later than the last millisecond at which Beam lets a row into the window.
        over.set(new Instant(result.getKey()).plus(lateness).plus(Duration.millis(1)));
      }
    }

    @OnTimer("over")
    public void giveOut(
        @StateId("newest") ValueState<WindowResult<T>> newest,
        OutputReceiver<WindowResult<T>> out) {
      WindowResult<T> last = newest.read();
      if (last != null) {
        out.output(last);
        newest.clear();
      }
    }
  }
}
