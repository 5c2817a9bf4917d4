package io.millrace.restarts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.DriftMonitor;
import io.millrace.models.drift.ErrorCusum;
import io.millrace.models.drift.ErrorMeasure;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.inference.Predictions;
import io.millrace.transforms.drift.CountFeatures;
import io.millrace.transforms.drift.CountLabels;
import io.millrace.transforms.drift.DetectChanges;
import io.millrace.transforms.drift.DetectDrift;
import io.millrace.transforms.drift.ReferenceSource;
import io.millrace.transforms.feedback.ExampleStore;
import io.millrace.transforms.feedback.Feedback;
import io.millrace.transforms.feedback.FeedbackOf;
import io.millrace.transforms.feedback.JoinLabels;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.feedback.MeasureCoverage;
import io.millrace.transforms.feedback.StoreExamples;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.EventTimeWindows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.joda.time.Instant;

/**
 * The part of the pipeline that comes to verdicts: labels are joined, quality and coverage are
 * measured by window, features and labels are counted, drift and changes detected. What it says is
 * collected in this JVM under the name of the run.
 */
final class VerdictPipeline {
  static final long HORIZON = 60_000;

  private static final Layout COLUMNS =
      new Layout(List.of(new Layout.Field("kind", ValueType.STRING)));
  private static final EventTimeWindows WINDOWS =
      new EventTimeWindows(Duration.ofMinutes(1), Duration.ofSeconds(30));
  private static final Map<String, SortedSet<String>> VERDICTS = new ConcurrentHashMap<>();

  private VerdictPipeline() {}

  /** What the runs of this name have said; what was said again is there once. */
  static SortedSet<String> verdicts(String run) {
    return VERDICTS.computeIfAbsent(run, name -> new ConcurrentSkipListSet<>());
  }

  /** How drift is judged. */
  static final Limits USUAL = new Limits(0.1, ErrorCusum.DEFAULT);

  /** Nothing is drift. */
  static final Limits OUT_OF_REACH = new Limits(100, new ErrorCusum(0.2, 3, 1e9, 20));

  /** Above what features and errors are drift. */
  record Limits(double distance, ErrorCusum error) {}

  /** Adds the whole of it to {@code pipeline}. */
  static void build(Pipeline pipeline, Trickle trickle, String run, Path store, Limits limits) {
    PCollection<Integer> events =
        pipeline.apply("Trickle", Read.from(trickle)).apply("Outage", ParDo.of(new Outage()));
    PCollection<ScoredBatch> scored =
        events.apply("Score", ParDo.of(new ScoreFn())).setCoder(ScoredBatch.CODER);
    PCollection<KV<String, Feedback>> labels =
        events
            .apply("Labels", ParDo.of(new LabelFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), Feedback.CODER));
    Duration horizon = Duration.ofMillis(HORIZON);
    PCollectionTuple joined =
        PCollectionList.of(
                scored.apply("ById", FeedbackOf.predictions(COLUMNS, ExampleCodec.PREDICTION)))
            .and(labels)
            .apply("Feedback", Flatten.pCollections())
            .apply("JoinLabels", JoinLabels.within(horizon, COLUMNS).withWindows(WINDOWS));
    PCollection<LabelledExample> examples = joined.get(JoinLabels.LABELLED);
    PCollectionTuple watched =
        PCollectionTuple.of(
                DetectDrift.COUNTS,
                scored.apply("CountFeatures", CountFeatures.on(grid(), WINDOWS)))
            .and(DetectDrift.LABELS, examples.apply("CountLabels", CountLabels.on(grid(), WINDOWS)))
            .and(
                DetectDrift.QUALITY,
                examples.apply(
                    "StoreExamples",
                    StoreExamples.to(
                        new ExampleStore(store.toString()),
                        COLUMNS,
                        WINDOWS,
                        ErrorMeasure.ABSOLUTE)))
            .and(
                DetectDrift.COVERAGE,
                joined
                    .get(JoinLabels.FATES)
                    .apply("MeasureCoverage", MeasureCoverage.over(WINDOWS, horizon)));
    say("Quality", watched.get(DetectDrift.QUALITY), run);
    say("Coverage", watched.get(DetectDrift.COVERAGE), run);
    say("Unjoined", joined.get(JoinLabels.UNJOINED), run);
    say("Drift", watched.apply("DetectDrift", drift(limits)), run);
    say(
        "Change",
        examples
            .apply("Errors", ParDo.of(new ErrorFn()))
            .apply("DetectChanges", DetectChanges.with("adwin", Map.of())),
        run);
  }

  private static <T> void say(String what, PCollection<T> verdicts, String run) {
    verdicts.apply("Say" + what, ParDo.of(new SayFn<>(what, run)));
  }

  private static DetectDrift drift(Limits limits) {
    return DetectDrift.of(
        "trips",
        grid(),
        new Reference(),
        new FeatureDriftTest(limits.distance, 0.99, 30),
        new DriftMonitor.Settings(limits.error, 2, Set.of("kind"), true));
  }

  private static FeatureGrid grid() {
    return FeatureGrid.build(List.of(early()), 10, 10);
  }

  /** The trips of the first half with their labels. */
  private static ColumnBatch early() {
    double[] labels = new double[100];
    ColumnBatchBuilder rows = new ColumnBatchBuilder(COLUMNS, false);
    for (int trip = 0; trip < labels.length; trip++) {
      add(new Event(trip, 0, Double.NaN), rows);
      labels[trip] = Event.PREDICTION + 1 + 2 * (trip % 2);
    }
    return rows.build().with(ExampleCodec.LABEL, FloatColumn.of(labels));
  }

  private static void add(Event event, ColumnBatchBuilder rows) {
    rows.append(0, event.kind().getBytes(UTF_8));
    byte[] id = ("trip-" + event.trip()).getBytes(UTF_8);
    rows.endRow(id, event.time(), new SourcePosition("trips", -1, event.trip()), id);
  }

  private record Reference() implements ReferenceSource {
    @Override
    public ModelReference of(long version) {
      GridCounts counts = new GridCounts(grid());
      counts.add(early());
      ErrorMoments errors = ErrorMoments.NONE;
      for (int i = 0; i < 50; i++) {
        errors = errors.plus(1).plus(3);
      }
      return ModelReference.of(counts, errors);
    }
  }

  private static final class ScoreFn extends DoFn<Integer, ScoredBatch> {
    private static final Layout OUTPUTS =
        new Layout(List.of(new Layout.Field(ExampleCodec.PREDICTION, ValueType.FLOAT)));

    @ProcessElement
    public void score(@Element Integer index, OutputReceiver<ScoredBatch> out) {
      Event event = Event.ALL.get(index);
      if (event.isTrip()) {
        ColumnBatchBuilder row = new ColumnBatchBuilder(COLUMNS, false);
        add(event, row);
        Predictions predictions =
            new Predictions(OUTPUTS, List.of(FloatColumn.of(Event.PREDICTION)), 1);
        out.output(new ScoredBatch(row.build(), predictions, "trips", 1, 0));
      }
    }
  }

  private static final class LabelFn extends DoFn<Integer, KV<String, Feedback>> {
    @ProcessElement
    public void label(@Element Integer index, OutputReceiver<KV<String, Feedback>> out) {
      Event event = Event.ALL.get(index);
      if (!event.isTrip()) {
        out.output(KV.of("trip-" + event.trip(), new Feedback.Label(event.label(), event.time())));
      }
    }
  }

  private static final class ErrorFn extends DoFn<LabelledExample, KV<String, Double>> {
    @ProcessElement
    public void error(@Element LabelledExample example, OutputReceiver<KV<String, Double>> out) {
      out.outputWithTimestamp(
          KV.of("error", example.label() - example.prediction()),
          Instant.ofEpochMilli(example.time()));
    }
  }

  private static final class SayFn<T> extends DoFn<T, Void> {
    private final String what;
    private final String run;

    SayFn(String what, String run) {
      this.what = what;
      this.run = run;
    }

    @ProcessElement
    public void say(@Element T verdict) {
      verdicts(run).add(what + " " + verdict);
    }
  }
}
