package io.millrace.transforms.drift;

import io.millrace.models.drift.ModelReference;
import java.io.IOException;
import java.io.Serializable;

/** Where the reference of a model version is kept. */
public interface ReferenceSource extends Serializable {
  ModelReference of(long version) throws IOException;
}
