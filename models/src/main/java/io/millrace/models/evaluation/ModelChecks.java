package io.millrace.models.evaluation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the challenger beside its predictions. What was not looked at is null, and a
 * gate that asks for it does not pass.
 *
 * @param latencies how long a call takes, by the number of rows in it
 * @param bytes the size of the model's files
 * @param reload what a fresh load of the model said, compared with the batch predictions
 * @param anomalies what is wrong with the training data against the schema; empty if nothing is
 */
public record ModelChecks(
    Map<Integer, CallLatency> latencies,
    @Nullable Long bytes,
    @Nullable ReloadCheck reload,
    @Nullable List<String> anomalies) {
  /** Nothing was looked at. */
  public static final ModelChecks NONE = new ModelChecks(Map.of(), null, null, null);

  public ModelChecks {
    latencies = Map.copyOf(latencies);
    anomalies = anomalies == null ? null : List.copyOf(anomalies);
  }

  /**
   * How long calls of one size took, in milliseconds.
   *
   * @param calls how many were timed
   */
  public record CallLatency(long calls, double p50, double p99) {}

  /**
   * What a fresh load of the model said.
   *
   * @param rows how many rows were asked again
   * @param largestDifference the largest distance from the batch predictions, in units of the
   *     prediction; NaN if one of the two is NaN and the other is not
   * @param failure why it could not be loaded or asked; null if it could
   */
  public record ReloadCheck(long rows, double largestDifference, @Nullable String failure) {}
}
