package io.millrace.models.validation.checks;

import io.millrace.models.schema.ByteOrder;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.BoolDomain;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FloatDomain;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.IntDomain;
import org.tensorflow.metadata.v0.NumericStatistics;

/**
 * Finds values of booleans other than 0 and 1, or than their two words. Fix: a range of numbers in
 * place of the domain; none for words.
 */
final class BoolDomainCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature checked, Findings findings) {
    switch (checked.observedType()) {
      case INT -> integers(checked.observed().numbers(), checked.feature(), findings);
      case FLOAT -> floats(checked.observed().numbers(), checked.feature(), findings);
      case STRING -> strings(checked, findings);
      case BYTES, STRUCT, UNRECOGNIZED -> {}
    }
  }

  private static void integers(
      NumericStatistics numbers, Feature.Builder feature, Findings findings) {
    boolean small = numbers.getMin() < 0;
    if (!small && numbers.getMax() <= 1) {
      return;
    }
    nonBoolean(
        small ? AnomalyInfo.Type.BOOL_TYPE_SMALL_INT : AnomalyInfo.Type.BOOL_TYPE_BIG_INT,
        "Integers (such as "
            + SixDigits.of(small ? numbers.getMin() : numbers.getMax())
            + ") not in {0, 1}: converting to an integer.",
        findings);
    feature.setIntDomain(
        IntDomain.newBuilder().setMin((long) numbers.getMin()).setMax((long) numbers.getMax()));
  }

  private static void floats(
      NumericStatistics numbers, Feature.Builder feature, Findings findings) {
    String odd = oddFloats(numbers);
    if (odd == null) {
      return;
    }
    nonBoolean(
        AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_FLOAT,
        odd + ": converting to float_domain.",
        findings);
    feature.setFloatDomain(
        FloatDomain.newBuilder().setMin((float) numbers.getMin()).setMax((float) numbers.getMax()));
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
        String odd = bucket.getSampleCount() > 0 ? oddFloats(bucket, histogram.getType()) : null;
        if (odd != null) {
          return odd;
        }
      }
    }
    return null;
  }

  private static @Nullable String oddFloats(Histogram.Bucket bucket, Histogram.HistogramType type) {
    if (bucket.getHighValue() < 0) {
      return "Float values < 0 not in {0, 1}";
    }
    if (bucket.getLowValue() > 1) {
      return "Float values > 1 not in {0, 1}";
    }
    // Equal widths spread a count over buckets that hold nothing; equal counts do not.
    return type == Histogram.HistogramType.QUANTILES
            && bucket.getHighValue() < 1
            && bucket.getLowValue() > 0
        ? "Float values falling between 0 and 1"
        : null;
  }

  private static void strings(CheckedFeature checked, Findings findings) {
    BoolDomain domain = checked.feature().getBoolDomain();
    TreeSet<String> expected = new TreeSet<>(ByteOrder.STRINGS);
    if (domain.hasTrueValue()) {
      expected.add(domain.getTrueValue());
    }
    if (domain.hasFalseValue()) {
      expected.add(domain.getFalseValue());
    }
    for (String label : checked.observed().labels().keySet()) {
      if (!expected.contains(label)) {
        String words = expected.isEmpty() ? "{}" : "{\"" + String.join("\", \"", expected) + "\"}";
        nonBoolean(
            AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_STRING,
            "Saw unexpected value \"" + label + "\" instead of " + words + ".",
            findings);
        checked.feature().clearDomainInfo();
        return;
      }
    }
  }

  private static void nonBoolean(AnomalyInfo.Type type, String description, Findings findings) {
    findings.add(type, "Non-boolean values", description);
  }
}
