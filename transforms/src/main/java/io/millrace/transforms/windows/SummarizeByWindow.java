package io.millrace.transforms.windows;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Summarizes elements by event-time window: first within each bundle, where the rows are, then
 * across bundles, where only summaries are shipped.
 *
 * <p>Input: elements in the global window whose rows carry their event times. Output: one result a
 * window when the watermark passes its end, and again, with the late rows in, within the allowed
 * lateness; rows later than that are not in any summary. Windows without rows give nothing.
 */
public final class SummarizeByWindow<ElementT, SummaryT>
    extends PTransform<PCollection<ElementT>, PCollection<WindowResult<SummaryT>>> {
  private final EventTimeWindows windows;
  private final Summary<ElementT, SummaryT> summary;

  private SummarizeByWindow(EventTimeWindows windows, Summary<ElementT, SummaryT> summary) {
    this.windows = windows;
    this.summary = summary;
  }

  public static <E, S> SummarizeByWindow<E, S> of(EventTimeWindows windows, Summary<E, S> summary) {
    return new SummarizeByWindow<>(windows, summary);
  }

  @Override
  public PCollection<WindowResult<SummaryT>> expand(PCollection<ElementT> elements) {
    return elements
        .apply("WithinBundle", ParDo.of(new PartialsFn<>(windows, summary)))
        .setCoder(summary.coder())
        .apply("Window", windows.assign())
        .apply("AcrossBundles", Combine.globally(new MergeFn<>(summary)).withoutDefaults())
        .setCoder(summary.coder())
        .apply("NameWindow", ParDo.of(new NameWindowFn<>()))
        .setCoder(WindowResult.coder(summary.coder()));
  }

  private static final class PartialsFn<E, S> extends DoFn<E, S> {
    private final EventTimeWindows windows;
    private final Summary<E, S> summary;
    private transient @Nullable Map<Long, S> partials;

    PartialsFn(EventTimeWindows windows, Summary<E, S> summary) {
      this.windows = windows;
      this.summary = summary;
    }

    @StartBundle
    public void start() {
      partials = new HashMap<>();
    }

    @ProcessElement
    public void add(@Element E element) {
      RowsByWindow.split(
          summary.eventTimes(element),
          windows,
          (start, rows, count) ->
              add(start, rows == null ? element : summary.select(element, rows, count)));
    }

    private void add(long start, E element) {
      Map<Long, S> all = partials;
      if (all != null) {
        S partial = all.get(start);
        all.put(start, summary.add(partial == null ? summary.create() : partial, element));
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (partials != null) {
        partials.forEach(
            (start, partial) ->
                context.output(
                    partial, new Instant(windows.lastMilli(start)), GlobalWindow.INSTANCE));
      }
      partials = null;
    }

    /** Rows may be older than the element that carries them. */
    @Override
    @SuppressWarnings("deprecation") // Beam has no successor for it yet.
    public Duration getAllowedTimestampSkew() {
      return TimestampSkew.ANY;
    }
  }

  private static final class MergeFn<S> extends Combine.CombineFn<S, S, S> {
    private final Summary<?, S> summary;

    MergeFn(Summary<?, S> summary) {
      this.summary = summary;
    }

    @Override
    public S createAccumulator() {
      return summary.create();
    }

    @Override
    public S addInput(S accumulator, S input) {
      return summary.merge(accumulator, input);
    }

    @Override
    public S mergeAccumulators(Iterable<S> accumulators) {
      S merged = summary.create();
      for (S accumulator : accumulators) {
        merged = summary.merge(merged, accumulator);
      }
      return merged;
    }

    @Override
    public S extractOutput(S accumulator) {
      return accumulator;
    }

    @Override
    public Coder<S> getAccumulatorCoder(CoderRegistry registry, Coder<S> inputCoder) {
      return summary.coder();
    }

    @Override
    public Coder<S> getDefaultOutputCoder(CoderRegistry registry, Coder<S> inputCoder) {
      return summary.coder();
    }
  }

  private static final class NameWindowFn<S> extends DoFn<S, WindowResult<S>> {
    @ProcessElement
    public void name(
        @Element S value,
        IntervalWindow window,
        PaneInfo pane,
        OutputReceiver<WindowResult<S>> out) {
      out.output(
          new WindowResult<>(
              window.start().getMillis(), window.end().getMillis(), pane.getIndex(), value));
    }
  }
}
