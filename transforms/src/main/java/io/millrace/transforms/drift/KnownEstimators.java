package io.millrace.transforms.drift;

import io.millrace.models.drift.FrequencyEncoder;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.drift.VersionEstimator;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The estimators of the versions that came by, each read once. Not thread-safe. */
final class KnownEstimators implements Serializable {
  private final EstimatorSource source;
  private transient @Nullable Map<Long, Optional<Known>> known;

  /** An estimator, and what encodes rows for it. */
  record Known(VersionEstimator estimator, FrequencyEncoder encoder) {}

  KnownEstimators(EstimatorSource source) {
    this.source = source;
  }

  /** Null for a version without an estimator. */
  @Nullable Known of(long version) {
    Map<Long, Optional<Known>> all = known;
    if (all == null) {
      all = new HashMap<>();
      known = all;
    }
    return all.computeIfAbsent(version, this::read).orElse(null);
  }

  private Optional<Known> read(long version) {
    try {
      VersionEstimator estimator = source.estimatorOf(version);
      return estimator == null
          ? Optional.empty()
          : Optional.of(
              new Known(
                  estimator, ModelReference.encoder(source.of(version).counts().whole().all())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
