package io.millrace.pipelines.stages;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.LabelSettings;
import io.millrace.pipelines.io.Outputs;
import io.millrace.transforms.feedback.ExampleStore;
import io.millrace.transforms.feedback.Feedback;
import io.millrace.transforms.feedback.FeedbackOf;
import io.millrace.transforms.feedback.JoinLabels;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.feedback.MeasureCoverage;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.feedback.StoreExamples;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/** The stages that join labels, store examples and measure the quality. */
final class FeedbackStages {
  private final Wiring wiring;
  private final Deployment deployment;
  private final StoreLayout store;
  private final EventTimeWindows windows;
  private final Layout columns;

  FeedbackStages(Wiring wiring) {
    this.wiring = wiring;
    this.deployment = wiring.deployment();
    this.store = wiring.store();
    this.windows = wiring.windows();
    this.columns = wiring.columns();
  }

  /** Joins predictions with their labels, stores the examples and measures the quality. */
  Learned learn(PCollection<ScoredBatch> predictions) {
    Learned learned =
        join(
            predictions.apply(
                "PredictionsById",
                FeedbackOf.predictions(
                    columns, Comparison.output(deployment.training().learning().objective()))));
    learned
        .quality()
        .apply(
            "WriteQuality", Outputs.quality(deployment.sinks().quality(), store.output("quality")));
    return learned;
  }

  /** Joins records that no model was asked about with their labels, and stores the examples. */
  Learned learnHistory(PCollection<ColumnBatch> records) {
    return join(records.apply("RecordsById", FeedbackOf.history(columns)));
  }

  private Learned join(PCollection<KV<String, Feedback>> rows) {
    LabelSettings settings = deployment.labels();
    PCollection<KV<String, Feedback>> labels =
        wiring
            .decode("Labels", "label", settings.stream())
            .apply("LabelsById", FeedbackOf.labels(settings.value()));
    JoinLabels join =
        JoinLabels.within(settings.horizon(), columns)
            .withValidRange(settings.validRange().min(), settings.validRange().max())
            .withWindows(windows, wiring.driftWindows());
    PCollectionTuple joined =
        PCollectionList.of(rows)
            .and(labels)
            .apply("Feedback", Flatten.pCollections())
            .apply(
                "JoinLabels",
                settings.corrections() == LabelSettings.Corrections.REPLACE
                    ? join
                    : join.withoutCorrections());
    PCollection<WindowResult<LabelCoverage>> coverage =
        joined
            .get(JoinLabels.FATES)
            .apply("MeasureCoverage", MeasureCoverage.over(windows, settings.horizon()));
    coverage.apply("WriteCoverage", Outputs.coverage(store.output("label-coverage")));
    joined
        .get(JoinLabels.UNJOINED)
        .apply("WriteUnjoined", Outputs.unjoined(store.output("unjoined")));
    PCollection<LabelledExample> examples = joined.get(JoinLabels.LABELLED);
    PCollection<WindowResult<Quality>> quality =
        examples.apply(
            "StoreExamples",
            StoreExamples.to(
                    new ExampleStore(store.examples()),
                    columns,
                    windows,
                    Comparison.measure(deployment))
                .withSlices(Monitoring.slicing(settings.slices())));
    return new Learned(quality, coverage, examples);
  }
}
