package io.millrace.transforms.drift;

import io.millrace.models.drift.VersionEstimator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the references and the estimators of model versions are kept. */
public interface EstimatorSource extends ReferenceSource {
  /** The estimator of a version; null if it has none. */
  @Nullable VersionEstimator estimatorOf(long version) throws IOException;
}
