package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class TrainingSpecTest {
  private static final FeatureSpec X = FeatureSpec.numeric("x");

  @Test
  void namesWhatIsWrongWithTheTraining() {
    rejects(() -> spec(List.of(), List.of(), 0.1, 1, 1, 0, null), "features: [] (expected: ");
    rejects(
        () -> spec(List.of(X, X), List.of(), 0.1, 1, 1, 0, null),
        "feature: x (expected: named once)");
    rejects(() -> spec(List.of(X), List.of(8, 0), 0.1, 1, 1, 0, null), "hidden: [8, 0] (");
    rejects(() -> spec(List.of(X), List.of(), 0, 1, 1, 0, null), "learningRate: 0.0 (");
    rejects(() -> spec(List.of(X), List.of(), Double.NaN, 1, 1, 0, null), "learningRate: NaN (");
    rejects(() -> spec(List.of(X), List.of(), 0.1, 0, 1, 0, null), "batchSize: 0 (expected: > 0)");
    rejects(() -> spec(List.of(X), List.of(), 0.1, 1, 0, 0, null), "epochs: 0 (expected: > 0)");
    rejects(() -> spec(List.of(X), List.of(), 0.1, 1, 1, -1, null), "l2: -1.0 (");
    rejects(
        () -> spec(List.of(X), List.of(), 0.1, 1, 1, 0, Duration.ZERO), "recencyHalfLife: PT0S (");
  }

  @Test
  void theHuberLossNeedsADelta() {
    rejects(
        () ->
            TrainingSpec.builder(List.of(X))
                .objective(new Regression(Loss.HUBER, 0, LabelTransform.IDENTITY))
                .shape(ModelShape.linear())
                .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.1)))
                .batchSize(1)
                .epochs(1)
                .l2(0)
                .build(),
        "huberDelta: 0.0 (expected: > 0)");
  }

  @Test
  void theLabelIsNoFeature() {
    rejects(
        () -> new Trainer(TrainingSpec.of(List.of(X)), "x"),
        "label: x (expected: not among the features)");
  }

  private static TrainingSpec spec(
      List<FeatureSpec> features,
      List<Integer> hidden,
      double learningRate,
      int batchSize,
      int epochs,
      double l2,
      @Nullable Duration halfLife) {
    return TrainingSpec.builder(features)
        .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
        .shape(
            hidden.isEmpty()
                ? ModelShape.linear()
                : new ModelShape(ModelShape.Kind.WIDE_AND_DEEP, hidden, 0))
        .optimizer(OptimizerSpec.adam(LearningRate.cosine(learningRate)))
        .batchSize(batchSize)
        .epochs(epochs)
        .l2(l2)
        .weighting(Weighting.EVEN.withRecencyHalfLife(halfLife))
        .build();
  }

  private static void rejects(Runnable creation, String message) {
    assertThatThrownBy(creation::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
