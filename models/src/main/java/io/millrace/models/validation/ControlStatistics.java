package io.millrace.models.validation;

import io.millrace.models.schema.ObservedDataset;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/**
 * The statistics of other data that a data set is compared with.
 *
 * @param previousSpan the data before it, for drift
 * @param previousVersion the same data as it was before, for the number of examples
 * @param serving the data that was served, for skew
 */
public record ControlStatistics(
    @Nullable DatasetFeatureStatistics previousSpan,
    @Nullable DatasetFeatureStatistics previousVersion,
    @Nullable DatasetFeatureStatistics serving)
    implements Serializable {

  /** Nothing to compare with. */
  public static ControlStatistics none() {
    return new ControlStatistics(null, null, null);
  }

  public ControlStatistics withPreviousSpan(DatasetFeatureStatistics statistics) {
    return new ControlStatistics(statistics, previousVersion, serving);
  }

  public ControlStatistics withPreviousVersion(DatasetFeatureStatistics statistics) {
    return new ControlStatistics(previousSpan, statistics, serving);
  }

  public ControlStatistics withServing(DatasetFeatureStatistics statistics) {
    return new ControlStatistics(previousSpan, previousVersion, statistics);
  }

  @Nullable ObservedDataset previousSpan(ObservedDataset data) {
    return observe(previousSpan, data);
  }

  @Nullable ObservedDataset previousVersion(ObservedDataset data) {
    return observe(previousVersion, data);
  }

  @Nullable ObservedDataset serving(ObservedDataset data) {
    return observe(serving, data);
  }

  /** Counted by weight if the data is, to be comparable. */
  private static @Nullable ObservedDataset observe(
      @Nullable DatasetFeatureStatistics stats, ObservedDataset data) {
    return stats == null ? null : ObservedDataset.of(stats, data.isWeighted());
  }
}
