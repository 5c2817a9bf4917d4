package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.Weighting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {

  @Test
  void leavesOutRowsWithoutAUsableLabelAndCountsThem() {
    List<ColumnBatch> batches =
        List.of(
            Rows.of("y", ValueType.FLOAT)
                .add(Math.E)
                .add((Object) null)
                .add(-1d)
                .add(0d)
                .add(Double.NaN)
                .add(Double.POSITIVE_INFINITY)
                .batch(),
            Rows.of("y", ValueType.FLOAT).add(-2d).batch(),
            Rows.of("y", ValueType.FLOAT).add(Math.exp(3)).batch());
    TrainingRows rows = TrainingRows.of(batches, "y", spec(LabelTransform.LOG, null));
    assertThat(rows.count()).isEqualTo(2);
    assertThat(rows.unusable()).isEqualTo(6);
    assertThat(rows.batches()).extracting(ColumnBatch::rows).containsExactly(1, 1);
    // ln: 1 and 3, so mean 2 and deviation 1.
    assertThat(rows.mean()).isEqualTo(2, within(1e-12));
    assertThat(rows.deviation()).isEqualTo(1, within(1e-12));
    assertThat(rows.labels()).containsExactly(-1, 1);
    assertThat(rows.weights()).containsExactly(1, 1);
  }

  @Test
  void aRowCountsHalfAfterAHalfLife() {
    long day = Duration.ofDays(1).toMillis();
    Rows batch = Rows.of("y", ValueType.FLOAT).at(10 * day, 1d).at(8 * day, 1d).at(6 * day, 1d);
    // The newest of three rows at the 99.9 % quantile is the middle one; younger rows count as 1.
    TrainingRows rows =
        TrainingRows.of(batch.batches(), "y", spec(LabelTransform.IDENTITY, Duration.ofDays(2)));
    float mean = 2.5f / 3;
    assertThat(rows.weights())
        .containsExactly(new float[] {1 / mean, 1 / mean, 0.5f / mean}, within(1e-6f));
  }

  @Test
  void oneClockGoneWrongDoesNotAgeTheOthers() {
    Rows batch = Rows.of("y", ValueType.FLOAT);
    for (int i = 0; i < 1001; i++) {
      batch.at(0, 1d);
    }
    batch.at(Duration.ofDays(10_000).toMillis(), 1d);
    TrainingRows rows =
        TrainingRows.of(batch.batches(), "y", spec(LabelTransform.IDENTITY, Duration.ofDays(1)));
    assertThat(rows.weights()[0]).isEqualTo(1, within(1e-6f));
  }

  @Test
  void saysWhenThereIsNothingToLearn() {
    TrainingSpec spec = spec(LabelTransform.IDENTITY, null);
    assertThatThrownBy(
            () -> TrainingRows.of(Rows.of("y", ValueType.INT).add(1L).batches(), "y", spec))
        .hasMessage("label y: INT (expected: FLOAT)");
    assertThatThrownBy(
            () -> TrainingRows.of(Rows.of("z", ValueType.FLOAT).add(1d).batches(), "y", spec))
        .hasMessage("column y: absent (expected: in every batch of training rows)");
    assertThatThrownBy(
            () ->
                TrainingRows.of(Rows.of("y", ValueType.FLOAT).add(Double.NaN).batches(), "y", spec))
        .hasMessage("label y: usable in none of 1 rows (expected: in some)");
    assertThatThrownBy(() -> TrainingRows.of(List.of(), "y", spec))
        .hasMessage("label y: usable in none of 0 rows (expected: in some)");
  }

  private static TrainingSpec spec(LabelTransform label, @Nullable Duration halfLife) {
    return TrainingSpec.builder(List.of(FeatureSpec.numeric("x")))
        .objective(new Regression(Loss.SQUARED, label))
        .shape(ModelShape.linear())
        .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.1)))
        .batchSize(8)
        .epochs(1)
        .l2(0)
        .weighting(Weighting.EVEN.withRecencyHalfLife(halfLife))
        .build();
  }
}
