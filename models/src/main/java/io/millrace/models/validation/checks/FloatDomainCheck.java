package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedFeature;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FloatDomain;
import org.tensorflow.metadata.v0.Histogram;

/**
 * Finds floats, or strings that should spell floats, out of their range or not finite. Ranges are
 * compared as 32-bit floats, since the schema holds such. Fix: widens the range, allows what is not
 * finite; clears the domain of what are no floats.
 */
final class FloatDomainCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature checked, Findings findings) {
    switch (checked.observedType()) {
      case FLOAT -> floats(checked, findings);
      case STRING, BYTES -> strings(checked, findings);
      case INT, STRUCT, UNRECOGNIZED -> {}
    }
  }

  private static void floats(CheckedFeature checked, Findings findings) {
    ObservedFeature observed = checked.observed();
    long nan = 0;
    for (Histogram histogram : observed.numbers().getHistogramsList()) {
      nan = Math.max(nan, histogram.getNumNan());
    }
    long values = observed.common().getTotNumValues();
    boolean onlyNan = nan > 0 && values == nan;
    FloatRange range =
        onlyNan
            ? new FloatRange()
            : FloatRange.of(observed.numbers().getMin(), observed.numbers().getMax());
    if (nan > 0) {
      range.addNan();
    }
    compare(range, checked.feature().getFloatDomainBuilder(), findings);
  }

  private static void strings(CheckedFeature checked, Findings findings) {
    FloatRange range = new FloatRange();
    String noFloat = null;
    for (String label : checked.observed().labels().keySet()) {
      if (!range.add(label) && noFloat == null) {
        noFloat = label;
      }
    }
    if (noFloat == null) {
      compare(range, checked.feature().getFloatDomainBuilder(), findings);
      return;
    }
    checkNan(range, checked.feature().getFloatDomainBuilder(), findings);
    findings.add(
        AnomalyInfo.Type.FLOAT_TYPE_STRING_NOT_FLOAT,
        "Invalid values",
        "String values that were not floats were found, such as \"" + noFloat + "\".");
    checked.feature().clearDomainInfo();
  }

  private static void checkNan(FloatRange range, FloatDomain.Builder domain, Findings findings) {
    if (domain.getDisallowNan() && range.hasNan()) {
      findings.add(
          AnomalyInfo.Type.FLOAT_TYPE_HAS_NAN, "Invalid values", "Float feature has NaN values.");
      domain.setDisallowNan(false);
    }
  }

  private static void compare(FloatRange range, FloatDomain.Builder domain, Findings findings) {
    checkNan(range, domain, findings);
    if (domain.hasMin() && range.min() < domain.getMin()) {
      findings.add(
          AnomalyInfo.Type.FLOAT_TYPE_SMALL_FLOAT,
          "Out-of-range values",
          "Unexpectedly low values: " + bounds(range.min(), "<", domain.getMin()));
      domain.setMin(range.min());
    }
    if (domain.hasMax() && range.max() > domain.getMax()) {
      findings.add(
          AnomalyInfo.Type.FLOAT_TYPE_BIG_FLOAT,
          "Out-of-range values",
          "Unexpectedly high value: " + bounds(range.max(), ">", domain.getMax()));
      domain.setMax(range.max());
    }
    if (domain.getDisallowInf() && range.hasInfinity()) {
      findings.add(
          AnomalyInfo.Type.FLOAT_TYPE_HAS_INF, "Invalid values", "Float feature has Inf values.");
      domain.setDisallowInf(false);
    }
  }

  private static String bounds(float actual, String relation, float expected) {
    return SixDigits.of(actual)
        + relation
        + SixDigits.of(expected)
        + "(upto six significant digits)";
  }
}
