package io.millrace.pipelines.stages;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.serving.EventTimeModel;
import io.millrace.models.inference.serving.LocalModel;
import io.millrace.models.inference.serving.ModelHandler;
import io.millrace.models.inference.serving.ThreadedModel;
import io.millrace.models.registry.RegistryModelSource;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.ServingSettings;
import io.millrace.pipelines.io.Outputs;
import io.millrace.transforms.inference.MicrometerInferenceMetrics;
import io.millrace.transforms.inference.RunInference;
import io.millrace.transforms.inference.ScoredBatch;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** The stage that predicts, and with what. */
final class ServingStages {
  private final Wiring wiring;
  private final Deployment deployment;
  private final StoreLayout store;

  ServingStages(Wiring wiring) {
    this.wiring = wiring;
    this.deployment = wiring.deployment();
    this.store = wiring.store();
  }

  /** Predicts with the champion. */
  PCollection<ScoredBatch> predict(PCollection<ColumnBatch> records) {
    PCollectionTuple inferred =
        records.apply(
            "Predict",
            RunInference.with(served())
                .withModelTimeout(deployment.serving().firstModelTimeout())
                .withMetrics(new MicrometerInferenceMetrics().at(deployment.metrics().port())));
    wiring.addDeadLetters(inferred.get(RunInference.FAILURES));
    PCollection<ScoredBatch> predictions = inferred.get(RunInference.PREDICTIONS);
    predictions.apply(
        "WritePredictions",
        Outputs.predictions(deployment.sinks().predictions(), store.output("predictions")));
    return predictions;
  }

  /** The model as the deployment wants it to serve. */
  private ModelHandler served() {
    RegistryModelSource champion = champion(deployment);
    ServingSettings serving = deployment.serving();
    ModelHandler model =
        switch (serving.versions()) {
          case CHAMPION -> LocalModel.of(champion).withPollInterval(serving.pollInterval());
          case EVENT_TIME -> EventTimeModel.of(champion).withPollInterval(serving.pollInterval());
        };
    return new ThreadedModel(model, serving.intraOpThreads(), serving.interOpThreads());
  }

  /** Where the champion is found. */
  static RegistryModelSource champion(Deployment deployment) {
    return new RegistryModelSource(
        deployment.registry().url(),
        deployment.registry().models(),
        deployment.model(),
        "champion");
  }
}
