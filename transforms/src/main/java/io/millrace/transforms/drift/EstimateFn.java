package io.millrace.transforms.drift;

import io.millrace.models.drift.VersionEstimator;
import io.millrace.models.drift.performance.BinnedSums;
import io.millrace.models.drift.performance.Estimate;
import io.millrace.models.drift.performance.QualityEstimator;
import io.millrace.models.drift.performance.ReferenceBand;
import io.millrace.transforms.windows.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;

/** Makes estimates of sums, with what is usual and what labels show. */
final class EstimateFn extends DoFn<WindowResult<QualitySums>, WindowResult<EstimatedQuality>> {
  private final long shift;
  private final boolean labelled;
  private final KnownEstimators estimators;

  EstimateFn(long shift, boolean labelled, KnownEstimators estimators) {
    this.shift = shift;
    this.labelled = labelled;
    this.estimators = estimators;
  }

  @ProcessElement
  public void estimate(
      @Element WindowResult<QualitySums> window,
      OutputReceiver<WindowResult<EstimatedQuality>> out) {
    SortedMap<Long, EstimatedQuality.OfVersion> versions = new TreeMap<>();
    window
        .value()
        .versions()
        .forEach(
            (version, sums) -> {
              KnownEstimators.Known known = estimators.of(version);
              if (known != null) {
                versions.put(version, quality(known.estimator(), sums));
              }
            });
    if (!versions.isEmpty()) {
      out.output(
          new WindowResult<>(
              window.start() - shift,
              window.end() - shift,
              window.pane(),
              new EstimatedQuality(labelled, versions)));
    }
  }

  private static EstimatedQuality.OfVersion quality(VersionEstimator version, BinnedSums sums) {
    QualityEstimator estimator = version.estimator();
    Map<String, Double> realised = estimator.realised(sums);
    List<EstimatedQuality.Metric> metrics = new ArrayList<>();
    long rows = 0;
    String assumption = "";
    for (Estimate estimate : estimator.estimate(sums)) {
      ReferenceBand usual = version.usual().get(estimate.metric());
      rows = estimate.rows();
      assumption = estimate.assumption();
      metrics.add(
          new EstimatedQuality.Metric(
              estimate.metric(),
              estimate.value(),
              estimate.lower(),
              estimate.upper(),
              usual == null ? Double.NaN : usual.lower(),
              usual == null ? Double.NaN : usual.upper(),
              realised.getOrDefault(estimate.metric(), Double.NaN)));
    }
    return new EstimatedQuality.OfVersion(rows, estimator.labelled(sums), metrics, assumption);
  }
}
