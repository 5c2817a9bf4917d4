package io.millrace.pipelines.stages;

import io.millrace.models.drift.ModelReference;
import io.millrace.models.registry.ModelStore;
import io.millrace.transforms.drift.ReferenceSource;
import java.io.IOException;
import java.nio.file.Path;

/** References of model versions, as they lie beside the models in the model store. */
public record StoredReferences(String models, String model) implements ReferenceSource {
  @Override
  public ModelReference of(long version) throws IOException {
    return ModelReference.readFrom(new ModelStore(Path.of(models)).locate(model, version));
  }
}
