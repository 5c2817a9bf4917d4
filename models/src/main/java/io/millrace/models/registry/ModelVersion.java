package io.millrace.models.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a model.
 *
 * @param version 1, 2, 3…; never used again
 * @param runId the training run that made it; null if it came from elsewhere
 * @param metrics what was measured on held-out rows, by name; empty before it is READY
 * @param manifestSha256 of its manifest file, in hexadecimal; null before it is READY
 * @param reason why it is DISCARDED or QUARANTINED; null otherwise
 */
public record ModelVersion(
    String model,
    long version,
    VersionState state,
    @Nullable Long runId,
    Instant createdAt,
    Map<String, Double> metrics,
    @Nullable String manifestSha256,
    @Nullable String reason) {

  public ModelVersion {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
