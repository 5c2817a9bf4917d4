package io.millrace.transforms.feedback;

import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.SummarizeByWindow;
import io.millrace.transforms.windows.Summary;
import io.millrace.transforms.windows.WindowResult;
import java.time.Duration;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Measures how many records of each window got a label.
 *
 * <p>Input: the fate of each record, at the end of its horizon. Output: the coverage of each window
 * of record time, given out when the watermark has passed the window's end and the horizon: only
 * then is a label known to be missing.
 */
public final class MeasureCoverage
    extends PTransform<PCollection<LabelFate>, PCollection<WindowResult<LabelCoverage>>> {
  private final EventTimeWindows windows;
  private final Horizon horizon;

  private MeasureCoverage(EventTimeWindows windows, Horizon horizon) {
    this.windows = windows;
    this.horizon = horizon;
  }

  /** Measures over these windows what {@link JoinLabels} joined within this horizon. */
  public static MeasureCoverage over(EventTimeWindows windows, Duration horizon) {
    return new MeasureCoverage(windows, Horizon.of(horizon));
  }

  @Override
  public PCollection<WindowResult<LabelCoverage>> expand(PCollection<LabelFate> fates) {
    // Windows that lie a horizon behind those of the records, in which the fates are known.
    EventTimeWindows shifted =
        new EventTimeWindows(
            windows.size(),
            windows.allowedLateness(),
            windows.offset().plus(Duration.ofMillis(horizon.longest())));
    return fates
        .apply("Summarize", SummarizeByWindow.of(shifted, new Fates(horizon.longest())))
        .apply("WindowOfRecords", ParDo.of(new ShiftFn(horizon.longest())))
        .setCoder(WindowResult.coder(LabelCoverage.CODER));
  }

  private record Fates(long shift) implements Summary<LabelFate, LabelCoverage> {
    @Override
    public LabelCoverage create() {
      return LabelCoverage.NONE;
    }

    @Override
    public long[] eventTimes(LabelFate fate) {
      return new long[] {fate.eventTime() + shift};
    }

    @Override
    public LabelFate select(LabelFate fate, int[] rows, int count) {
      return fate;
    }

    @Override
    public LabelCoverage add(LabelCoverage coverage, LabelFate fate) {
      return coverage.plus(LabelCoverage.of(fate));
    }

    @Override
    public LabelCoverage merge(LabelCoverage into, LabelCoverage other) {
      return into.plus(other);
    }

    @Override
    public Coder<LabelCoverage> coder() {
      return LabelCoverage.CODER;
    }
  }

  private static final class ShiftFn
      extends DoFn<WindowResult<LabelCoverage>, WindowResult<LabelCoverage>> {
    private final long shift;

    ShiftFn(long shift) {
      this.shift = shift;
    }

    @ProcessElement
    public void shift(
        @Element WindowResult<LabelCoverage> result,
        OutputReceiver<WindowResult<LabelCoverage>> out) {
      out.output(
          new WindowResult<>(
              result.start() - shift, result.end() - shift, result.pane(), result.value()));
    }
  }
}
