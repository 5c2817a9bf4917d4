package io.millrace.pipelines.stages;

import io.millrace.models.drift.ModelReference;
import io.millrace.models.drift.VersionEstimator;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.StoreLocation;
import io.millrace.transforms.drift.EstimatorSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** References and estimators of model versions, beside the models in the model store. */
public record StoredReferences(StoreLocation models, String model) implements EstimatorSource {
  @Override
  public ModelReference of(long version) throws IOException {
    return ModelReference.readFrom(directory(version));
  }

  @Override
  public @Nullable VersionEstimator estimatorOf(long version) throws IOException {
    return VersionEstimator.readFrom(directory(version));
  }

  private Path directory(long version) throws IOException {
    try {
      return new ModelStore(models).fetch(model, version);
    } catch (ModelRejectedException e) {
      throw new IOException(e);
    }
  }
}
