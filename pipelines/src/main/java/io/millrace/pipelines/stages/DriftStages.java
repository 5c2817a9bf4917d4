package io.millrace.pipelines.stages;

import io.millrace.models.data.Layout;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.DriftSettings;
import io.millrace.pipelines.io.Outputs;
import io.millrace.pipelines.io.WatchFiles;
import io.millrace.transforms.drift.CountFeatures;
import io.millrace.transforms.drift.CountLabels;
import io.millrace.transforms.drift.DetectDrift;
import io.millrace.transforms.drift.EstimateQuality;
import io.millrace.transforms.drift.MonitoredWindow;
import io.millrace.transforms.drift.VersionCounts;
import io.millrace.transforms.drift.WatchSeries;
import io.millrace.transforms.drift.WatchedSeries;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.retraining.RequestTraining;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.util.List;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;

/** The stages that notice when the world has changed, and ask for a new model. */
final class DriftStages {
  private final Wiring wiring;
  private final Deployment deployment;
  private final StoreLayout store;
  private final EventTimeWindows windows;
  private final Layout columns;

  DriftStages(Wiring wiring) {
    this.wiring = wiring;
    this.deployment = wiring.deployment();
    this.store = wiring.store();
    this.windows = wiring.windows();
    this.columns = wiring.columns();
  }

  /**
   * Estimates the quality of predictions before their labels are there, if the deployment wants it.
   *
   * @param learned what labels tell; null without labels
   */
  void estimate(PCollection<ScoredBatch> predictions, @Nullable Learned learned) {
    if (!deployment.drift().estimate().quality()) {
      return;
    }
    PCollectionTuple known = PCollectionTuple.of(EstimateQuality.PREDICTIONS, predictions);
    if (learned != null) {
      known = known.and(EstimateQuality.EXAMPLES, learned.examples());
    }
    known
        .apply(
            "EstimateQuality",
            EstimateQuality.over(
                windows,
                deployment.labels().horizon(),
                Comparison.output(deployment.training().learning().objective()),
                new StoredReferences(deployment.registry().models(), deployment.model())))
        .apply(
            "WriteEstimates",
            Outputs.estimates(deployment.sinks().estimates(), store.output("estimates")));
  }

  /** Watches for drift. */
  PCollection<KV<String, MonitoredWindow>> watch(
      PCollection<ScoredBatch> predictions, Learned learned, Baseline baseline) {
    DriftSettings drift = deployment.drift();
    EventTimeWindows driftWindows = wiring.driftWindows();
    PCollection<WindowResult<VersionCounts>> counts =
        predictions.apply(
            "CountFeatures",
            CountFeatures.on(baseline.grid(), driftWindows)
                .withSlices(Monitoring.slicing(drift.slices())));
    PCollection<WindowResult<VersionCounts>> labels =
        learned.examples().apply("CountLabels", CountLabels.on(baseline.grid(), driftWindows));
    PCollectionList<KV<String, MonitoredWindow>> monitored =
        PCollectionList.of(
            PCollectionTuple.of(DetectDrift.COUNTS, counts)
                .and(DetectDrift.LABELS, labels)
                .and(DetectDrift.QUALITY, learned.quality())
                .and(DetectDrift.COVERAGE, learned.coverage())
                .apply(
                    "DetectDrift",
                    DetectDrift.of(
                        deployment.model(),
                        baseline.grid(),
                        new StoredReferences(deployment.registry().models(), deployment.model()),
                        Monitoring.test(deployment),
                        Monitoring.alarms(deployment))));
    List<WatchedSeries> series = Monitoring.series(deployment);
    if (!series.isEmpty()) {
      WatchSeries watch =
          WatchSeries.of(
              deployment.model(), windows, columns, Comparison.measure(deployment), series);
      monitored = monitored.and(learned.examples().apply("WatchSeries", watch));
    }
    PCollection<KV<String, MonitoredWindow>> all =
        monitored.apply("Monitored", Flatten.pCollections());
    all.apply("WriteAlarms", Outputs.alarms(deployment.sinks().alarms(), store.output("alarms")));
    return all;
  }

  /** Turns alarms into training requests. */
  void retrain(PCollection<KV<String, MonitoredWindow>> monitored) {
    RequestTraining request =
        RequestTraining.in(deployment.registry().url(), Monitoring.policy(deployment));
    List<String> watch = deployment.retraining().watch();
    if (!watch.isEmpty()) {
      request =
          request.withFiles(
              wiring.pipeline().apply("WatchFiles", WatchFiles.under(deployment.model(), watch)));
    }
    monitored
        .apply("RequestTraining", request)
        .apply(
            "WriteDecisions",
            Outputs.decisions(deployment.sinks().decisions(), store.output("decisions")));
  }
}
