package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.training.features.EncoderSet;
import io.millrace.models.training.features.FeatureEncoders;
import io.millrace.models.training.objectives.LabelMoments;
import io.millrace.models.training.objectives.LabelScale;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.LabelReader;
import io.millrace.models.training.rows.LabelledRows;
import io.millrace.models.training.rows.RowAges;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A specification with all that is fitted to the training rows before any weight is learnt. It has
 * a JSON form, so that others can train with the same.
 *
 * @param label name of the label's column
 * @param encoders of the features
 * @param scale of the labels
 * @param ages how much rows count by their age
 */
public record FittedSpec(
    TrainingSpec spec, String label, EncoderSet encoders, LabelScale scale, RowAges ages) {

  /**
   * Fits to the rows that can be learnt from, in one reading.
   *
   * @throws IllegalArgumentException when a column is absent or of a type that it cannot have, or
   *     no row can be learnt from
   */
  public static FittedSpec fit(TrainingSpec spec, String label, TrainingData rows)
      throws IOException {
    return fit(spec, label, rows, null, null);
  }

  /**
   * The same, but for what is taken over from an earlier model.
   *
   * @param start null for nothing
   * @throws IllegalArgumentException also when the earlier model does not fit
   */
  public static FittedSpec fit(
      TrainingSpec spec, String label, TrainingData rows, @Nullable WarmStart start)
      throws IOException {
    return fit(spec, label, rows, start == null ? null : EarlierModel.load(start, spec, label));
  }

  static FittedSpec fit(
      TrainingSpec spec, String label, TrainingData rows, @Nullable EarlierModel earlier)
      throws IOException {
    return earlier == null
        ? fit(spec, label, rows)
        : fit(spec, label, rows, earlier.encoders(), earlier.fitted().scale());
  }

  /**
   * The same, but for what there is already.
   *
   * @param encoders null to fit them
   * @param scale null to fit it
   */
  private static FittedSpec fit(
      TrainingSpec spec,
      String label,
      TrainingData rows,
      @Nullable EncoderSet encoders,
      @Nullable LabelScale scale)
      throws IOException {
    LabelReader reader = new LabelReader(label, spec.objective(), spec.weighting());
    DatasetStatistics statistics =
        new DatasetStatistics(FeatureEncoders.statisticsOptions(spec.features()));
    LabelMoments moments = new LabelMoments();
    RowAges.Sample ages = new RowAges.Sample();
    long unusable = 0;
    try (BatchCursor cursor = rows.open()) {
      for (ColumnBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        LabelledRows labelled = reader.read(batch);
        unusable += labelled.unusable();
        for (int row = 0; row < labelled.labels().length; row++) {
          moments.add(labelled.labels()[row]);
          ages.add(labelled.rows().eventTime(row), labelled.weights()[row]);
        }
        if (encoders == null && labelled.labels().length > 0) {
          statistics.add(labelled.rows());
        }
      }
    }
    if (moments.count() == 0) {
      throw new IllegalArgumentException(
          "label " + label + ": usable in none of " + unusable + " rows (expected: in some)");
    }
    return new FittedSpec(
        spec,
        label,
        encoders == null ? FeatureEncoders.fit(spec.features(), statistics) : encoders,
        scale == null ? spec.objective().scale(moments) : scale,
        ages.ages(spec.weighting().recencyHalfLife()));
  }

  /** With all doubles in as many digits as it takes to read the same again. */
  public String toJson() {
    return FittedJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static FittedSpec fromJson(String json) {
    return FittedJson.read(json);
  }

  /** The same with another seed: another order of rows, and others left out by dropout. */
  public FittedSpec withSeed(long seed) {
    return new FittedSpec(spec.toBuilder().seed(seed).build(), label, encoders, scale, ages);
  }

  LabelReader labels() {
    return new LabelReader(label, spec.objective(), spec.weighting());
  }
}
