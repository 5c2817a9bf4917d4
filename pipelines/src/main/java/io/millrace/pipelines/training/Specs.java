package io.millrace.pipelines.training;

import io.millrace.models.evaluation.BetterThanChampion;
import io.millrace.models.evaluation.ErrorMetric;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.MaximumError;
import io.millrace.models.evaluation.MinimumRows;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.GateSettings;
import java.util.List;

/** What to train and how to judge it, as the configuration says. */
final class Specs {
  private Specs() {}

  static TrainingSpec training(Deployment deployment) {
    List<FeatureSpec> features =
        deployment.features().stream()
            .map(
                feature ->
                    switch (feature.transform()) {
                      case NUMERIC -> FeatureSpec.numeric(feature.name());
                      case LOG -> FeatureSpec.log(feature.name());
                      case CATEGORY ->
                          FeatureSpec.category(
                              feature.name(), feature.buckets(), feature.dimensions());
                      case CYCLIC_TIME -> FeatureSpec.cyclicTime(feature.dimensions());
                    })
            .toList();
    return deployment.training().learning().tell(TrainingSpec.builder(features)).build();
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
