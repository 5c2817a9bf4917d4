package io.millrace.pipelines.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import io.millrace.models.validation.skew.SkewSummary;
import java.util.List;
import org.tensorflow.data_validation.ConfusionCount;
import org.tensorflow.data_validation.FeatureSkew;
import org.tensorflow.data_validation.MatchStats;

/**
 * What the command skew found, for programs: the names are those of TFDV's messages.
 *
 * @param matches how well the examples could be joined
 * @param features by name
 * @param confusion which string met which, of the features that were asked about
 */
record SkewReport(Matches matches, List<Feature> features, List<Confusion> confusion) {

  /** Counts of examples, identifiers, and pairs of examples. */
  record Matches(
      long baseWithIdCount,
      long testWithIdCount,
      long identifiersCount,
      long idsMissingInBaseCount,
      long idsMissingInTestCount,
      long matchingPairsCount,
      long baseMissingIdCount,
      long testMissingIdCount,
      long duplicateIdCount) {

    /** Whether both sides have identifiers, but none is on both. */
    boolean noneMatch() {
      return baseWithIdCount > 0 && testWithIdCount > 0 && matchingPairsCount == 0;
    }
  }

  /** Counts of pairs, for one feature. */
  record Feature(
      String featureName,
      long baseCount,
      long testCount,
      long matchCount,
      long baseOnly,
      long testOnly,
      long mismatchCount,
      long diffCount) {}

  /** Two values, and how many pairs have them. Bytes that are not UTF-8 are escaped. */
  record Confusion(String featureName, String base, String test, long count) {}

  static SkewReport of(SkewSummary summary) {
    return new SkewReport(
        matches(summary.matches()),
        summary.features().stream().map(SkewReport::feature).toList(),
        summary.confusion().stream().map(SkewReport::confusion).toList());
  }

  private static Matches matches(MatchStats matches) {
    return new Matches(
        matches.getBaseWithIdCount(),
        matches.getTestWithIdCount(),
        matches.getIdentifiersCount(),
        matches.getIdsMissingInBaseCount(),
        matches.getIdsMissingInTestCount(),
        matches.getMatchingPairsCount(),
        matches.getBaseMissingIdCount(),
        matches.getTestMissingIdCount(),
        matches.getDuplicateIdCount());
  }

  private static Feature feature(FeatureSkew skew) {
    return new Feature(
        skew.getFeatureName(),
        skew.getBaseCount(),
        skew.getTestCount(),
        skew.getMatchCount(),
        skew.getBaseOnly(),
        skew.getTestOnly(),
        skew.getMismatchCount(),
        skew.getDiffCount());
  }

  private static Confusion confusion(ConfusionCount count) {
    return new Confusion(
        count.getFeatureName(),
        text(count.getBase().getBytesValue()),
        text(count.getTest().getBytesValue()),
        count.getCount());
  }

  private static String text(ByteString value) {
    return value.isValidUtf8() ? value.toStringUtf8() : TextFormat.escapeBytes(value);
  }
}
