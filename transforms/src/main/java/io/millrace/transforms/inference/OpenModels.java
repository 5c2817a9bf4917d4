package io.millrace.transforms.inference;

import io.millrace.models.inference.batching.BatchInference;
import io.millrace.models.inference.serving.ModelHandler;
import java.util.HashMap;
import java.util.Map;

/** The models that a worker's function has had elements for, each opened with its first one. */
final class OpenModels implements AutoCloseable {
  private final InferenceSettings settings;
  private final Map<ModelHandler, BatchInference> opened = new HashMap<>();

  OpenModels(InferenceSettings settings) {
    this.settings = settings;
  }

  BatchInference get(ModelHandler handler) {
    return opened.computeIfAbsent(handler, settings::open);
  }

  @Override
  public void close() {
    opened.values().forEach(BatchInference::close);
    opened.clear();
  }
}
