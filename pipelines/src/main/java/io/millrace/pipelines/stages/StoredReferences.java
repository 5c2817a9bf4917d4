package io.millrace.pipelines.stages;

import io.millrace.models.drift.ModelReference;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.StoreLocation;
import io.millrace.transforms.drift.ReferenceSource;
import java.io.IOException;

/** References of model versions, as they lie beside the models in the model store. */
public record StoredReferences(StoreLocation models, String model) implements ReferenceSource {
  @Override
  public ModelReference of(long version) throws IOException {
    try {
      return ModelReference.readFrom(new ModelStore(models).fetch(model, version));
    } catch (ModelRejectedException e) {
      throw new IOException(e);
    }
  }
}
