package io.millrace.transforms.drift;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.drift.performance.BinnedSums;
import io.millrace.models.drift.performance.QualityEstimator;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.Summary;
import org.apache.beam.sdk.coders.Coder;

/** Sums up what the estimators of their versions expect of predicted rows. */
record ExpectedRows(String output, KnownEstimators estimators)
    implements Summary<ScoredBatch, QualitySums> {
  @Override
  public QualitySums create() {
    return new QualitySums();
  }

  @Override
  public long[] eventTimes(ScoredBatch batch) {
    return batch.rows().eventTimes();
  }

  @Override
  public ScoredBatch select(ScoredBatch batch, int[] rows, int count) {
    return batch.select(rows, count);
  }

  @Override
  public QualitySums add(QualitySums sums, ScoredBatch batch) {
    KnownEstimators.Known known = estimators.of(batch.version());
    if (known != null) {
      QualityEstimator estimator = known.estimator().estimator();
      BinnedSums of = sums.of(batch.version());
      ColumnBatch rows = batch.rows();
      double[] predictions = batch.predictions().floats(output);
      for (int row = 0; row < rows.rows(); row++) {
        estimator.add(of, known.encoder().encode(rows, row), predictions[row]);
      }
    }
    return sums;
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
