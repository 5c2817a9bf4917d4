package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedFeature;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.IntDomain;

/**
 * Finds integers, or strings that should spell integers, out of their range. Fix: widens the range;
 * clears the domain of what are no 64-bit integers.
 */
final class IntDomainCheck implements FeatureCheck {
  private static final double TWO_TO_63 = 0x1p63;

  @Override
  public void check(CheckedFeature checked, Findings findings) {
    Set<String> labels = checked.observed().labels().keySet();
    switch (checked.observedType()) {
      case INT -> {
        if (labels.isEmpty()) {
          numbers(checked, findings);
        } else {
          strings(labels, checked, findings);
        }
      }
      case STRING, BYTES -> strings(labels, checked, findings);
      case FLOAT, STRUCT, UNRECOGNIZED -> {}
    }
  }

  private static void numbers(CheckedFeature checked, Findings findings) {
    double min = checked.observed().numbers().getMin();
    double max = checked.observed().numbers().getMax();
    if (min < -TWO_TO_63 || max > TWO_TO_63) {
      notIntegers(
          String.format(Locale.ROOT, "%f", min < -TWO_TO_63 ? min : max), checked, findings);
    } else {
      range((long) min, (long) max, checked.feature().getIntDomainBuilder(), findings);
    }
  }

  private static void strings(Set<String> labels, CheckedFeature checked, Findings findings) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (String label : labels) {
      Long value = ObservedFeature.integer(label);
      if (value == null) {
        notIntegers(label, checked, findings);
        return;
      }
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    if (!labels.isEmpty()) {
      range(min, max, checked.feature().getIntDomainBuilder(), findings);
    }
  }

  private static void notIntegers(String example, CheckedFeature checked, Findings findings) {
    IntDomain domain = checked.feature().getIntDomain();
    if (checked.observed().type() == FeatureType.BYTES) {
      findings.add(
          AnomalyInfo.Type.INT_TYPE_NOT_INT_STRING,
          "Invalid values",
          "String values that were not ints were found, such as \"" + example + "\".");
    } else if (domain.hasMin() || domain.hasMax()) {
      findings.add(
          AnomalyInfo.Type.DOMAIN_INVALID_FOR_TYPE,
          "Invalid values",
          "Integer had values that were not valid Int64, such as \"" + example + "\".");
    } else {
      return;
    }
    checked.feature().clearDomainInfo();
  }

  private static void range(long min, long max, IntDomain.Builder domain, Findings findings) {
    if (domain.hasMin() && min < domain.getMin()) {
      findings.add(
          AnomalyInfo.Type.INT_TYPE_SMALL_INT,
          "Out-of-range values",
          "Unexpectedly small value: " + min + ".");
      domain.setMin(min);
    }
    if (domain.hasMax() && max > domain.getMax()) {
      findings.add(
          AnomalyInfo.Type.INT_TYPE_BIG_INT,
          "Out-of-range values",
          "Unexpectedly large value: " + max + ".");
      domain.setMax(max);
    }
  }
}
