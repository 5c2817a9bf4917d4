package io.millrace.models.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FloatDomain;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.NumericStatistics;

/**
 * Finds floats, or strings that should spell floats, out of their range or not finite. Ranges are
 * compared as 32-bit floats, since the schema holds such.
 */
final class FloatDomainCheck implements FeatureCheck {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature feature) {
    if (!feature.feature().hasFloatDomain() || !feature.hasValues()) {
      return List.of();
    }
    FloatDomain domain = feature.feature().getFloatDomain();
    return switch (feature.observedType()) {
      case FLOAT -> floats(feature.observed().numbers(), domain);
      case STRING, BYTES -> strings(feature.observed().labels().keySet(), domain);
      case INT, STRUCT, UNRECOGNIZED -> List.of();
    };
  }

  private static List<AnomalyInfo.Reason> floats(NumericStatistics numbers, FloatDomain domain) {
    long nan = numbers.getHistogramsList().stream().mapToLong(Histogram::getNumNan).max().orElse(0);
    Range range = new Range();
    if (numbers.getCommonStats().getTotNumValues() > nan) {
      range.add(numbers.getMin());
      range.add(numbers.getMax());
    }
    range.nan = nan > 0;
    return range.compare(domain);
  }

  private static List<AnomalyInfo.Reason> strings(Iterable<String> labels, FloatDomain domain) {
    Range range = new Range();
    for (String label : labels) {
      Double value = number(label);
      if (value == null) {
        return List.of(
            FeatureCheck.reason(
                AnomalyInfo.Type.FLOAT_TYPE_STRING_NOT_FLOAT,
                "Invalid values",
                "String values that were not floats were found, such as \"" + label + "\"."));
      }
      range.add(value);
    }
    return range.compare(domain);
  }

  private static @Nullable Double number(String label) {
    String text = label.strip().toLowerCase(Locale.ROOT);
    if (DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    return switch (text) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  /** From the smallest to the largest number, NaN apart. */
  private static final class Range {
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;
    private boolean nan;
    private boolean infinite;

    void add(double value) {
      if (Double.isNaN(value)) {
        nan = true;
        return;
      }
      infinite |= Double.isInfinite(value);
      min = Math.min(min, (float) value);
      max = Math.max(max, (float) value);
    }

    List<AnomalyInfo.Reason> compare(FloatDomain domain) {
      List<AnomalyInfo.Reason> reasons = new ArrayList<>();
      if (domain.getDisallowNan() && nan) {
        reasons.add(
            FeatureCheck.reason(
                AnomalyInfo.Type.FLOAT_TYPE_HAS_NAN,
                "Invalid values",
                "Float feature has NaN values."));
      }
      if (domain.hasMin() && min < domain.getMin()) {
        reasons.add(
            outOfRange(
                AnomalyInfo.Type.FLOAT_TYPE_SMALL_FLOAT,
                "Unexpectedly low values: " + bounds(min, "<", domain.getMin())));
      }
      if (domain.hasMax() && max > domain.getMax()) {
        reasons.add(
            outOfRange(
                AnomalyInfo.Type.FLOAT_TYPE_BIG_FLOAT,
                "Unexpectedly high value: " + bounds(max, ">", domain.getMax())));
      }
      if (domain.getDisallowInf() && infinite) {
        reasons.add(
            FeatureCheck.reason(
                AnomalyInfo.Type.FLOAT_TYPE_HAS_INF,
                "Invalid values",
                "Float feature has Inf values."));
      }
      return reasons;
    }

    private static String bounds(float actual, String relation, float expected) {
      return SixDigits.of(actual)
          + relation
          + SixDigits.of(expected)
          + "(upto six significant digits)";
    }

    private static AnomalyInfo.Reason outOfRange(AnomalyInfo.Type type, String description) {
      return FeatureCheck.reason(type, "Out-of-range values", description);
    }
  }
}
