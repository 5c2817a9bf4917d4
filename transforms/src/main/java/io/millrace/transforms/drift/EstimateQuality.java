package io.millrace.transforms.drift;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.drift.VersionEstimator;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.SummarizeByWindow;
import io.millrace.transforms.windows.Summary;
import io.millrace.transforms.windows.WindowResult;
import java.time.Duration;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Estimates the quality of each window's predictions before labels are there, by the estimator of
 * the version that predicted, and sets the quality that labels show beside it.
 *
 * <p>Input: a tuple of {@link #PREDICTIONS}, and perhaps {@link #EXAMPLES}. Output: for each window
 * of record time its estimates when the watermark passes its end, again with the late rows in; and
 * where there are examples, once more when it has passed the label horizon as well, with what the
 * labels show. Rows that come after a window's end are not in that last one; corrections of labels
 * neither. Versions without an estimator give nothing. Memory: some kilobytes a window and version.
 */
public final class EstimateQuality
    extends PTransform<PCollectionTuple, PCollection<WindowResult<EstimatedQuality>>> {
  /** What was predicted. */
  public static final TupleTag<ScoredBatch> PREDICTIONS = new TupleTag<>() {};

  /** The predictions that found their label. */
  public static final TupleTag<LabelledExample> EXAMPLES = new TupleTag<>() {};

  private final EventTimeWindows windows;
  private final Duration horizon;
  private final String output;
  private final EstimatorSource source;

  private EstimateQuality(
      EventTimeWindows windows, Duration horizon, String output, EstimatorSource source) {
    this.windows = windows;
    this.horizon = horizon;
    this.output = output;
    this.source = source;
  }

  /**
   * Estimates over these windows.
   *
   * @param horizon within which labels were joined
   * @param output the model's output with the number, or the score of the positive class
   */
  public static EstimateQuality over(
      EventTimeWindows windows, Duration horizon, String output, EstimatorSource source) {
    return new EstimateQuality(windows, horizon, output, source);
  }

  @Override
  public PCollection<WindowResult<EstimatedQuality>> expand(PCollectionTuple input) {
    PCollection<WindowResult<QualitySums>> expected =
        input
            .get(PREDICTIONS)
            .apply(
                "Expect",
                SummarizeByWindow.of(
                    windows, new ExpectedRows(output, new KnownEstimators(source))));
    PCollection<WindowResult<EstimatedQuality>> estimates =
        estimates("Estimate", expected, 0, false);
    if (!input.has(EXAMPLES)) {
      return estimates;
    }
    long shift = horizon.toMillis();
    PCollection<TimedSums> known =
        PCollectionList.of(
                expected
                    .apply("Later", ParDo.of(new LaterFn(shift)))
                    .setCoder(TimedSums.CODER)
                    .apply("ForgetWindow", inOneWindow()))
            .and(
                input
                    .get(EXAMPLES)
                    .apply("Realise", ParDo.of(new RealiseFn(shift, new KnownEstimators(source))))
                    .setCoder(TimedSums.CODER)
                    .apply("InOneWindow", inOneWindow()))
            .apply("Known", Flatten.pCollections());
    // Windows that lie a horizon behind those of the records, in which the labels are there.
    EventTimeWindows shifted =
        new EventTimeWindows(
            windows.size(), windows.allowedLateness(), windows.offset().plus(horizon));
    PCollection<WindowResult<QualitySums>> labelled =
        known.apply("Compare", SummarizeByWindow.of(shifted, new AllSums()));
    return PCollectionList.of(estimates)
        .and(estimates("Realised", labelled, shift, true))
        .apply("Both", Flatten.pCollections());
  }

  /** Whatever windows and triggers both sides come with. */
  private static Window<TimedSums> inOneWindow() {
    return Window.<TimedSums>into(new GlobalWindows())
        .triggering(DefaultTrigger.of())
        .withAllowedLateness(org.joda.time.Duration.ZERO)
        .discardingFiredPanes();
  }

  private PCollection<WindowResult<EstimatedQuality>> estimates(
      String name, PCollection<WindowResult<QualitySums>> sums, long shift, boolean labelled) {
    return sums.apply(name, ParDo.of(new EstimateFn(shift, labelled, new KnownEstimators(source))))
        .setCoder(WindowResult.coder(EstimatedQuality.CODER))
        .apply("Forget" + name + "Window", Window.into(new GlobalWindows()));
  }

  private record AllSums() implements Summary<TimedSums, QualitySums> {
    @Override
    public QualitySums create() {
      return new QualitySums();
    }

    @Override
    public long[] eventTimes(TimedSums sums) {
      return new long[] {sums.time()};
    }

    @Override
    public TimedSums select(TimedSums sums, int[] rows, int count) {
      return sums;
    }

    @Override
    public QualitySums add(QualitySums sums, TimedSums more) {
      return sums.merge(more.sums());
    }

    @Override
    public QualitySums merge(QualitySums into, QualitySums other) {
      return into.merge(other);
    }

    @Override
    public Coder<QualitySums> coder() {
      return QualitySums.CODER;
    }
  }

  /** Moves what is expected of a window to the time at which its labels are there. */
  private static final class LaterFn extends DoFn<WindowResult<QualitySums>, TimedSums> {
    private final long shift;

    LaterFn(long shift) {
      this.shift = shift;
    }

    @ProcessElement
    public void move(@Element WindowResult<QualitySums> window, OutputReceiver<TimedSums> out) {
      if (window.pane() == 0) {
        long time = window.end() - 1 + shift;
        out.outputWithTimestamp(new TimedSums(time, window.value()), new Instant(time));
      }
    }
  }

  /** The sums of one labelled row, at the record's time and a horizon. */
  private static final class RealiseFn extends DoFn<LabelledExample, TimedSums> {
    private final long shift;
    private final KnownEstimators estimators;

    RealiseFn(long shift, KnownEstimators estimators) {
      this.shift = shift;
      this.estimators = estimators;
    }

    @ProcessElement
    public void add(@Element LabelledExample example, OutputReceiver<TimedSums> out) {
      KnownEstimators.Known known = estimators.of(example.version());
      if (known == null || example.replaced() != null) {
        return;
      }
      QualitySums sums = new QualitySums();
      VersionEstimator estimator = known.estimator();
      estimator.addLabelled(sums.of(example.version()), example.prediction(), example.label());
      long time = ExampleCodec.eventTime(example.example()) + shift;
      out.outputWithTimestamp(new TimedSums(time, sums), new Instant(time));
    }
  }
}
