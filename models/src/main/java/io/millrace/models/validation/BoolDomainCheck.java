package io.millrace.models.validation;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.BoolDomain;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.NumericStatistics;

/** Finds values of booleans other than 0 and 1, or than their two words. */
final class BoolDomainCheck implements FeatureCheck {
  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature feature) {
    if (!feature.feature().hasBoolDomain() || !feature.hasValues()) {
      return List.of();
    }
    return switch (feature.observedType()) {
      case INT -> integers(feature.observed().numbers());
      case FLOAT -> floats(feature.observed().numbers());
      case STRING -> strings(feature);
      case BYTES, STRUCT, UNRECOGNIZED -> List.of();
    };
  }

  private static List<AnomalyInfo.Reason> integers(NumericStatistics numbers) {
    String text = "Integers (such as %s) not in {0, 1}: converting to an integer.";
    if (numbers.getMin() < 0) {
      return nonBoolean(
          AnomalyInfo.Type.BOOL_TYPE_SMALL_INT, text.formatted(SixDigits.of(numbers.getMin())));
    }
    if (numbers.getMax() > 1) {
      return nonBoolean(
          AnomalyInfo.Type.BOOL_TYPE_BIG_INT, text.formatted(SixDigits.of(numbers.getMax())));
    }
    return List.of();
  }

  private static List<AnomalyInfo.Reason> floats(NumericStatistics numbers) {
    String odd = oddFloats(numbers);
    return odd == null
        ? List.of()
        : nonBoolean(
            AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_FLOAT, odd + ": converting to float_domain.");
  }

  private static @Nullable String oddFloats(NumericStatistics numbers) {
    if (numbers.getMin() != 0 && numbers.getMin() != 1) {
      return "Floats (such as " + SixDigits.of(numbers.getMin()) + ") not in {0, 1}";
    }
    if (numbers.getMax() != 0 && numbers.getMax() != 1) {
      return "Floats (such as " + SixDigits.of(numbers.getMax()) + ") not in {0, 1}";
    }
    for (Histogram histogram : numbers.getHistogramsList()) {
      if (histogram.getNumNan() > 0) {
        return "Floats (such as NaN) not in {0, 1}";
      }
      for (Histogram.Bucket bucket : histogram.getBucketsList()) {
        if (bucket.getSampleCount() > 0 && bucket.getLowValue() > 0 && bucket.getHighValue() < 1) {
          // Equal widths spread a count over buckets that hold nothing; equal counts do not.
          if (histogram.getType() == Histogram.HistogramType.QUANTILES) {
            return "Float values falling between 0 and 1";
          }
        }
      }
    }
    return null;
  }

  private static List<AnomalyInfo.Reason> strings(CheckedFeature feature) {
    BoolDomain domain = feature.feature().getBoolDomain();
    TreeSet<String> expected = new TreeSet<>();
    if (domain.hasTrueValue()) {
      expected.add(domain.getTrueValue());
    }
    if (domain.hasFalseValue()) {
      expected.add(domain.getFalseValue());
    }
    for (String label : feature.observed().labels().keySet()) {
      if (!expected.contains(label)) {
        String words = expected.isEmpty() ? "{}" : "{\"" + String.join("\", \"", expected) + "\"}";
        return nonBoolean(
            AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_STRING,
            "Saw unexpected value \"" + label + "\" instead of " + words + ".");
      }
    }
    return List.of();
  }

  private static List<AnomalyInfo.Reason> nonBoolean(AnomalyInfo.Type type, String description) {
    return List.of(FeatureCheck.reason(type, "Non-boolean values", description));
  }
}
