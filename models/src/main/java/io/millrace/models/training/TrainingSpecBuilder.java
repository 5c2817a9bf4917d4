package io.millrace.models.training;

import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.Weighting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects a {@link TrainingSpec}; what is not told keeps its default. */
public final class TrainingSpecBuilder {
  private List<FeatureSpec> features;
  private Objective objective = new Regression(Loss.ABSOLUTE, LabelTransform.LOG);
  private ModelShape shape = ModelShape.wideAndDeep(32, 16);
  private OptimizerSpec optimizer = OptimizerSpec.adam(LearningRate.cosine(0.005));
  private int batchSize = 256;
  private int epochs = 20;
  private @Nullable EarlyStopping earlyStopping;
  private double l2 = 3e-4;
  private Weighting weighting = Weighting.EVEN;
  private long seed = 1;

  TrainingSpecBuilder(List<FeatureSpec> features) {
    this.features = features;
  }

  TrainingSpecBuilder(TrainingSpec spec) {
    features = spec.features();
    objective = spec.objective();
    shape = spec.shape();
    optimizer = spec.optimizer();
    batchSize = spec.batchSize();
    epochs = spec.epochs();
    earlyStopping = spec.earlyStopping();
    l2 = spec.l2();
    weighting = spec.weighting();
    seed = spec.seed();
  }

  public TrainingSpecBuilder features(List<FeatureSpec> value) {
    features = value;
    return this;
  }

  public TrainingSpecBuilder objective(Objective value) {
    objective = value;
    return this;
  }

  public TrainingSpecBuilder shape(ModelShape value) {
    shape = value;
    return this;
  }

  public TrainingSpecBuilder optimizer(OptimizerSpec value) {
    optimizer = value;
    return this;
  }

  public TrainingSpecBuilder batchSize(int value) {
    batchSize = value;
    return this;
  }

  public TrainingSpecBuilder epochs(int value) {
    epochs = value;
    return this;
  }

  /** Ends training early; it then needs validation rows. Null, the default, for never. */
  public TrainingSpecBuilder earlyStopping(@Nullable EarlyStopping value) {
    earlyStopping = value;
    return this;
  }

  public TrainingSpecBuilder l2(double value) {
    l2 = value;
    return this;
  }

  public TrainingSpecBuilder weighting(Weighting value) {
    weighting = value;
    return this;
  }

  public TrainingSpecBuilder seed(long value) {
    seed = value;
    return this;
  }

  public TrainingSpec build() {
    return new TrainingSpec(
        features,
        objective,
        shape,
        optimizer,
        batchSize,
        epochs,
        earlyStopping,
        l2,
        weighting,
        seed);
  }
}
