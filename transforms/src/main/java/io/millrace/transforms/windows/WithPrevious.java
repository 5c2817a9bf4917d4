package io.millrace.transforms.windows;

import io.millrace.transforms.coders.DataCoder;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.TimerMap;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Puts each window's result beside that of the window before it, in event-time order: the last one
 * before it that has a result, however long ago.
 *
 * <p>Input: results by window, one a window and pane. Output, in the global window: each window's
 * last result with the last result of the window before, when the watermark has passed its end and
 * the allowed lateness, so that neither can change any more; the same in whatever order rows came.
 * Of a stream with allowed lateness every pane goes on at once too, without the one before, and the
 * last result comes as one more pane. The first window has none before it.
 *
 * <p>State: the newest result of each window that is not over, and the last of the one before, all
 * under one key.
 */
public final class WithPrevious<T>
    extends PTransform<PCollection<WindowResult<T>>, PCollection<WindowResult<Consecutive<T>>>> {
  private final DataCoder<T> coder;

  private WithPrevious(DataCoder<T> coder) {
    this.coder = coder;
  }

  /** With values of this coder. */
  public static <T> WithPrevious<T> of(DataCoder<T> coder) {
    return new WithPrevious<>(coder);
  }

  @Override
  public PCollection<WindowResult<Consecutive<T>>> expand(PCollection<WindowResult<T>> results) {
    Duration lateness = results.getWindowingStrategy().getAllowedLateness();
    // All that is there is read before anything is late.
    boolean mayChange =
        lateness.isLongerThan(Duration.ZERO)
            && results.isBounded() == PCollection.IsBounded.UNBOUNDED;
    Coder<WindowResult<T>> result = WindowResult.coder(coder);
    return results
        .apply("ForgetWindow", Window.into(new GlobalWindows()))
        .apply(
            "Together",
            WithKeys.<Integer, WindowResult<T>>of(0).withKeyType(TypeDescriptors.integers()))
        .setCoder(KvCoder.of(VarIntCoder.of(), result))
        .apply("Pair", ParDo.of(new PairFn<>(lateness, mayChange, result)))
        .setCoder(WindowResult.coder(Consecutive.coder(coder)));
  }

  private static final class PairFn<T>
      extends DoFn<KV<Integer, WindowResult<T>>, WindowResult<Consecutive<T>>> {
    /** By the windows' ends. */
    @StateId("open")
    private final StateSpec<MapState<Long, WindowResult<T>>> openSpec;

    @StateId("previous")
    private final StateSpec<ValueState<WindowResult<T>>> previousSpec;

    /**
     * One a window, set once: one timer that is set again left a watermark hold behind on Flink.
     */
    @TimerFamily("over")
    private final TimerSpec overSpec = TimerSpecs.timerMap(TimeDomain.EVENT_TIME);

    private final Duration lateness;
    private final boolean mayChange;

    PairFn(Duration lateness, boolean mayChange, Coder<WindowResult<T>> coder) {
      this.lateness = lateness;
      this.mayChange = mayChange;
      openSpec = StateSpecs.map(VarLongCoder.of(), coder);
      previousSpec = StateSpecs.value(coder);
    }

    @ProcessElement
    public void take(
        @Element KV<Integer, WindowResult<T>> element,
        @StateId("open") MapState<Long, WindowResult<T>> open,
        @TimerFamily("over") TimerMap over,
        OutputReceiver<WindowResult<Consecutive<T>>> out) {
      WindowResult<T> result = element.getValue();
      WindowResult<T> known = open.get(result.end()).read();
      if (known != null && known.pane() >= result.pane()) {
        return;
      }
      open.put(result.end(), result);
      if (mayChange) {
        out.output(result.with(new Consecutive<>(result.value(), null)));
      }
      if (known == null) {
        over.set(Long.toString(result.end()), over(result.end()));
      }
    }

    @OnTimerFamily("over")
    public void giveOut(
        OnTimerContext context,
        @StateId("open") MapState<Long, WindowResult<T>> open,
        @StateId("previous") ValueState<WindowResult<T>> previousState,
        OutputReceiver<WindowResult<Consecutive<T>>> out) {
      SortedSet<Long> ends = ends(open);
      WindowResult<T> previous = previousState.read();
      while (!ends.isEmpty() && !over(ends.first()).isAfter(context.fireTimestamp())) {
        WindowResult<T> last = open.get(ends.first()).read();
        out.output(
            new WindowResult<>(
                last.start(),
                last.end(),
                mayChange ? last.pane() + 1 : last.pane(),
                new Consecutive<>(last.value(), previous == null ? null : previous.value())));
        previous = last;
        open.remove(last.end());
        ends.remove(last.end());
      }
      previousState.write(previous);
    }

    private static <T> SortedSet<Long> ends(MapState<Long, WindowResult<T>> open) {
      SortedSet<Long> ends = new TreeSet<>();
      open.keys().read().forEach(ends::add);
      return ends;
    }

    /** One later than the last millisecond at which Beam lets a row into the window. */
    private Instant over(long end) {
      return new Instant(end).plus(lateness);
    }
  }
}
