package io.millrace.transforms.inference;

import io.millrace.models.inference.batching.BatchInference;
import io.millrace.models.inference.batching.Batching;
import io.millrace.models.inference.batching.InferenceMetrics;
import io.millrace.models.inference.serving.ModelHandler;
import java.io.Serializable;
import java.time.Duration;

/** How to predict: what the transforms of this room have in common. */
record InferenceSettings(Batching batching, Duration modelTimeout, InferenceMetrics metrics)
    implements Serializable {

  static InferenceSettings defaults() {
    return new InferenceSettings(
        Batching.defaults(), Duration.ofMinutes(1), new BeamInferenceMetrics());
  }

  InferenceSettings withBatching(Batching batching) {
    return new InferenceSettings(batching, modelTimeout, metrics);
  }

  InferenceSettings withModelTimeout(Duration timeout) {
    return new InferenceSettings(batching, timeout, metrics);
  }

  InferenceSettings withMetrics(InferenceMetrics metrics) {
    return new InferenceSettings(batching, modelTimeout, metrics);
  }

  BatchInference open(ModelHandler handler) {
    return new BatchInference(handler, batching, modelTimeout, metrics);
  }
}
