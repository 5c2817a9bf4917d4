package io.millrace.models.schema;

import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

/** Corrects an inferred schema by rules of the user's own: {@code schema_transformations}. */
@FunctionalInterface
public interface SchemaTransformation {
  Schema apply(Schema schema, DatasetFeatureStatistics stats);
}
