package io.millrace.models.validation;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.metadata.v0.DatasetConstraints;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureComparator;
import org.tensorflow.metadata.v0.Schema;

/**
 * Which other data is compared with, where it is given: what of {@link ControlStatistics} the
 * thresholds of a schema, or people's rules, ask for.
 *
 * @param previousSpan the data before, for drift
 * @param previousVersion the same data as it was before
 * @param serving the data that was served, for skew
 */
public record Comparisons(boolean previousSpan, boolean previousVersion, boolean serving) {
  public static final Comparisons NONE = new Comparisons(false, false, false);

  /** What the thresholds of a schema compare with. */
  public static Comparisons of(Schema schema) {
    DatasetConstraints rows = schema.getDatasetConstraints();
    return new Comparisons(
            rows.hasNumExamplesDriftComparator(), rows.hasNumExamplesVersionComparator(), false)
        .and(ofAll(schema.getFeatureList()));
  }

  /** What the thresholds of a feature, and of those inside it, compare with. */
  public static Comparisons of(Feature feature) {
    return new Comparisons(
            hasThreshold(feature.getDriftComparator()),
            false,
            hasThreshold(feature.getSkewComparator()))
        .and(ofAll(feature.getStructDomain().getFeatureList()));
  }

  private static Comparisons ofAll(List<Feature> features) {
    return features.stream().map(Comparisons::of).reduce(NONE, Comparisons::and);
  }

  private static boolean hasThreshold(FeatureComparator comparator) {
    return comparator.getInfinityNorm().hasThreshold()
        || comparator.getNormalizedAbsDifference().hasThreshold()
        || comparator.getJensenShannonDivergence().hasThreshold();
  }

  /**
   * What is compared with and not given: of {@code previous}, {@code previous_version} and {@code
   * serving}.
   */
  public List<String> missing(ControlStatistics given) {
    List<String> missing = new ArrayList<>();
    if (previousSpan && given.previousSpan() == null) {
      missing.add("previous");
    }
    if (previousVersion && given.previousVersion() == null) {
      missing.add("previous_version");
    }
    if (serving && given.serving() == null) {
      missing.add("serving");
    }
    return missing;
  }

  public Comparisons and(Comparisons other) {
    return new Comparisons(
        previousSpan || other.previousSpan,
        previousVersion || other.previousVersion,
        serving || other.serving);
  }
}
