package io.millrace.pipelines.config;

import io.millrace.models.training.EarlyStopping;
import io.millrace.models.training.TrainingSpecBuilder;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.MultiClass;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.Weighting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model and how it learns, in the terms of {@link io.millrace.models.training.TrainingSpec}.
 *
 * @param earlyStopping null for none
 * @param l2 the weight of the squared weights in the loss
 */
public record LearningSettings(
    Objective objective,
    ModelShape shape,
    OptimizerSpec optimizer,
    int batchSize,
    int epochs,
    @Nullable EarlyStopping earlyStopping,
    double l2,
    Weighting weighting,
    long seed) {
  private static final Kind<Double> BELOW_ONE =
      Kind.NUMBER.where(x -> x >= 0 && x < 1, "a number, 0 or above, below 1");

  /** What of a number is learnt; the label itself if it is none. */
  public LabelTransform labelTransform() {
    return objective instanceof Regression regression
        ? regression.labelTransform()
        : LabelTransform.IDENTITY;
  }

  /** Tells the builder everything but the features. */
  public TrainingSpecBuilder tell(TrainingSpecBuilder builder) {
    return builder
        .objective(objective)
        .shape(shape)
        .optimizer(optimizer)
        .batchSize(batchSize)
        .epochs(epochs)
        .earlyStopping(earlyStopping)
        .l2(l2)
        .weighting(weighting)
        .seed(seed);
  }

  static LearningSettings read(Section training, DeclaredColumns columns) {
    Objective objective = ObjectiveSettings.read(training);
    return new LearningSettings(
        objective,
        readShape(training),
        OptimizerSettings.read(training),
        training.optional("batch_size", Kind.POSITIVE_INT, 256),
        training.optional("epochs", Kind.POSITIVE_INT, 20),
        readEarlyStopping(training),
        training.optional("l2", BELOW_ONE, 0.0001),
        readWeighting(training, objective, columns),
        training.optional("seed", Kind.LONG, 7L));
  }

  private static ModelShape readShape(Section training) {
    List<Integer> hidden = training.list("hidden", Kind.POSITIVE_INT, List.of(32));
    ModelShape.Kind kind = training.orNull("shape", Kind.choice(ModelShape.Kind.class));
    double dropout = training.optional("dropout", BELOW_ONE, 0.0);
    if (kind == null) {
      kind = hidden.isEmpty() ? ModelShape.Kind.LINEAR : ModelShape.Kind.WIDE_AND_DEEP;
    } else if (kind == ModelShape.Kind.LINEAR) {
      if (!hidden.isEmpty() && training.has("hidden")) {
        training.problem("hidden", hidden.toString(), "[] with shape: linear");
      }
      hidden = List.of();
    } else if (hidden.isEmpty()) {
      training.problem("hidden", "[]", "a layer or more with shape: " + Kind.written(kind));
      kind = ModelShape.Kind.LINEAR;
    }
    return new ModelShape(kind, hidden, dropout);
  }

  private static @Nullable EarlyStopping readEarlyStopping(Section training) {
    Section stopping = training.section("early_stopping");
    Integer patience = stopping.orNull("patience", Kind.POSITIVE_INT);
    double gain = stopping.optional("minimum_gain", Kind.NUMBER_FROM_ZERO, 0.0);
    if (patience == null) {
      return null;
    }
    if (!training.has("validation")) {
      stopping.problem("patience", patience.toString(), "training.validation beside it");
    }
    return new EarlyStopping(patience, gain);
  }

  private static Weighting readWeighting(
      Section training, Objective objective, DeclaredColumns columns) {
    Duration halfLife = training.optional("recency_half_life", Kind.DURATION, Duration.ofDays(14));
    String column = training.orNull("weight_column", columns.of(ColumnType.INT, ColumnType.FLOAT));
    Map<String, Double> classes =
        training.section("class_weights").values("<class>", Kind.NUMBER_FROM_ZERO);
    if (objective instanceof Regression) {
      training.refuse("class_weights", "only with objective: binary or multi_class");
    }
    if (objective instanceof MultiClass several) {
      classes.keySet().stream()
          .filter(name -> !several.classes().contains(name))
          .forEach(name -> training.problem("class_weights", name, "one of " + several.classes()));
    }
    return new Weighting(halfLife.isZero() ? null : halfLife, column, classes);
  }
}
