package io.millrace.models.validation.checks;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.FeatureCoverageConstraints;
import org.tensorflow.metadata.v0.NaturalLanguageDomain;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics.TokenStatistics;
import org.tensorflow.metadata.v0.SequenceValueConstraints;

/**
 * Finds texts that the vocabulary covers too little, and tokens that occur too often or too rarely.
 * Fix: relaxes the bound; clears the domain where the statistics for it are missing.
 */
final class NaturalLanguageCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature checked, Findings findings) {
    NaturalLanguageDomain.Builder domain = checked.feature().getNaturalLanguageDomainBuilder();
    CustomStatistic custom = checked.observed().custom("nl_statistics");
    if (custom == null && isConstrained(domain)) {
      notAvailable(checked, findings);
      return;
    }
    NaturalLanguageStatistics stats = unpack(custom);
    if (stats == null) {
      return;
    }
    if (domain.hasCoverage()) {
      checkCoverage(stats, domain.getCoverageBuilder(), checked.context(), findings);
    }
    Map<Object, TokenStatistics> tokens = new HashMap<>();
    for (TokenStatistics token : stats.getTokenStatisticsList()) {
      switch (token.getTokenCase()) {
        case INT_TOKEN -> tokens.putIfAbsent(token.getIntToken(), token);
        case STRING_TOKEN -> tokens.putIfAbsent(token.getStringToken(), token);
        case TOKEN_NOT_SET -> {}
      }
    }
    for (SequenceValueConstraints.Builder constraint : domain.getTokenConstraintsBuilderList()) {
      Object name =
          constraint.hasIntValue()
              ? (Object) constraint.getIntValue()
              : constraint.getStringValue();
      if (constraint.getValueCase() == SequenceValueConstraints.ValueCase.VALUE_NOT_SET) {
        continue;
      }
      TokenStatistics token = tokens.get(name);
      if (token == null) {
        notAvailable(checked, findings);
        return;
      }
      TokenCheck.check(name.toString(), token, constraint, checked.context(), findings);
    }
  }

  private static boolean isConstrained(NaturalLanguageDomain.Builder domain) {
    return domain.getCoverage().hasMinCoverage()
        || domain.getCoverage().hasMinAvgTokenLength()
        || domain.getTokenConstraintsCount() > 0;
  }

  /** Null for what are other statistics of that name. */
  private static @Nullable NaturalLanguageStatistics unpack(@Nullable CustomStatistic custom) {
    if (custom == null) {
      return NaturalLanguageStatistics.getDefaultInstance();
    }
    try {
      return custom.getAny().is(NaturalLanguageStatistics.class)
          ? custom.getAny().unpack(NaturalLanguageStatistics.class)
          : null;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("nl_statistics: " + e.getMessage(), e);
    }
  }

  private static void notAvailable(CheckedFeature checked, Findings findings) {
    findings.add(
        AnomalyInfo.Type.STATS_NOT_AVAILABLE,
        "Natural language stats are not computed.",
        "Constraints specified in natural language domain cannot be verified because natural"
            + " language stats have not been computed.");
    checked.feature().clearDomainInfo();
  }

  private static void checkCoverage(
      NaturalLanguageStatistics stats,
      FeatureCoverageConstraints.Builder expected,
      CheckContext context,
      Findings findings) {
    if (expected.hasMinCoverage() && stats.getFeatureCoverage() < expected.getMinCoverage()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_COVERAGE_TOO_LOW,
          "Feature coverage is too low.",
          "Fraction of tokens in the vocabulary: "
              + SixDigits.of(stats.getFeatureCoverage())
              + " is lower than the threshold set in the Schema: "
              + SixDigits.of(expected.getMinCoverage())
              + ".");
      expected.setMinCoverage(context.atMost(stats.getFeatureCoverage()));
    }
    if (expected.hasMinAvgTokenLength()
        && stats.getAvgTokenLength() < expected.getMinAvgTokenLength()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_COVERAGE_TOO_SHORT_AVG_TOKEN_LENGTH,
          "Average token length is too short.",
          "Average token length is: "
              + SixDigits.of(stats.getAvgTokenLength())
              + " which is lower than the threshold set in the Schema: "
              + SixDigits.of(expected.getMinAvgTokenLength())
              + ".");
      expected.setMinAvgTokenLength(context.atMost(stats.getAvgTokenLength()));
    }
  }
}
