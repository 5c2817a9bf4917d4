package io.millrace.models.validation.checks;

import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics.TokenStatistics;
import org.tensorflow.metadata.v0.SequenceValueConstraints;

/** Finds a token that occurs in too many or too few texts, or too often or rarely in one. */
final class TokenCheck {
  private TokenCheck() {}

  static void check(
      String token,
      TokenStatistics stats,
      SequenceValueConstraints.Builder expected,
      CheckContext context,
      Findings findings) {
    double fraction = stats.getFractionOfSequences();
    if (expected.hasMinFractionOfSequences() && fraction < expected.getMinFractionOfSequences()) {
      fraction(
          AnomalyInfo.Type.SEQUENCE_VALUE_TOO_SMALL_FRACTION,
          "small",
          token,
          fraction,
          "lower",
          expected.getMinFractionOfSequences(),
          findings);
      expected.setMinFractionOfSequences(context.atMost(fraction));
    }
    if (expected.hasMaxFractionOfSequences() && fraction > expected.getMaxFractionOfSequences()) {
      fraction(
          AnomalyInfo.Type.SEQUENCE_VALUE_TOO_LARGE_FRACTION,
          "large",
          token,
          fraction,
          "higher",
          expected.getMaxFractionOfSequences(),
          findings);
      expected.setMaxFractionOfSequences(context.atLeast(fraction));
    }
    double least = stats.getPerSequenceMinFrequency();
    if (expected.hasMinPerSequence() && least < expected.getMinPerSequence()) {
      findings.add(
          AnomalyInfo.Type.SEQUENCE_VALUE_TOO_FEW_OCCURRENCES,
          "Value has too few per-sequence occurrences.",
          occurrences(token, "least", least, "lower", expected.getMinPerSequence()));
      expected.setMinPerSequence((long) least);
    }
    double most = stats.getPerSequenceMaxFrequency();
    if (expected.hasMaxPerSequence() && most > expected.getMaxPerSequence()) {
      findings.add(
          AnomalyInfo.Type.SEQUENCE_VALUE_TOO_MANY_OCCURRENCES,
          "Value has too many per-sequence occurrences.",
          occurrences(token, "most", most, "higher", expected.getMaxPerSequence()));
      expected.setMaxPerSequence(context.wholeAtLeast(most));
    }
  }

  private static void fraction(
      AnomalyInfo.Type type,
      String size,
      String token,
      double actual,
      String relation,
      float expected,
      Findings findings) {
    findings.add(
        type,
        "Value occurs in too " + size + " a fraction of sequences.",
        "Fraction of sequences with value: "
            + token
            + " is: "
            + SixDigits.of(actual)
            + " which is "
            + relation
            + " than the threshold set in the Schema: "
            + SixDigits.of(expected)
            + ".");
  }

  private static String occurrences(
      String token, String bound, double actual, String relation, long expected) {
    return "Value: "
        + token
        + " occurs at "
        + bound
        + ": "
        + SixDigits.of(actual)
        + " times within a sequence, which is "
        + relation
        + " than the threshold set in the Schema: "
        + expected
        + ".";
  }
}
