package io.millrace.pipelines.training;

import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.pipelines.config.Deployment;
import java.util.List;

/** What to train, as the configuration says. */
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
}
