package io.millrace.pipelines.training;

import io.millrace.models.evaluation.BetterThanChampion;
import io.millrace.models.evaluation.ErrorMetric;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.MaximumError;
import io.millrace.models.evaluation.MinimumRows;
import io.millrace.models.training.FeatureSpec;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.Transform;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.Weighting;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.GateSettings;
import io.millrace.pipelines.config.LearningSettings;
import java.util.List;

/** What to train and how to judge it, as the configuration says. */
final class Specs {
  private Specs() {}

  static TrainingSpec training(Deployment deployment) {
    LearningSettings learning = deployment.training().learning();
    List<FeatureSpec> features =
        deployment.features().stream()
            .map(
                feature ->
                    new FeatureSpec(
                        feature.name(),
                        Transform.valueOf(feature.transform().name()),
                        feature.buckets(),
                        feature.dimensions()))
            .toList();
    return TrainingSpec.builder(features)
        .objective(
            new Regression(
                Loss.valueOf(learning.loss().name()),
                LabelTransform.valueOf(learning.labelTransform().name())))
        .shape(
            learning.hidden().isEmpty()
                ? ModelShape.linear()
                : new ModelShape(ModelShape.Kind.WIDE_AND_DEEP, learning.hidden(), 0))
        .optimizer(OptimizerSpec.adam(LearningRate.cosine(learning.learningRate())))
        .batchSize(learning.batchSize())
        .epochs(learning.epochs())
        .l2(learning.l2())
        .weighting(Weighting.EVEN.withRecencyHalfLife(learning.recencyHalfLife()))
        .seed(learning.seed())
        .build();
  }

  static List<Gate> gates(Deployment deployment) {
    return deployment.gates().stream().map(Specs::gate).toList();
  }

  private static Gate gate(GateSettings settings) {
    if (settings instanceof GateSettings.BetterThanChampion better) {
      return new BetterThanChampion(better.minimumImprovement(), better.confidence());
    }
    if (settings instanceof GateSettings.MaximumError maximum) {
      return new MaximumError(ErrorMetric.valueOf(maximum.metric().name()), maximum.bound());
    }
    return new MinimumRows(((GateSettings.MinimumRows) settings).rows());
  }
}
