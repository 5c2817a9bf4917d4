package io.millrace.models.validation.checks;

import io.millrace.models.schema.SemanticDomains;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/**
 * Checks the values against the domain that the schema has, if it fits data that is opaque bytes.
 * Fix, if not: clears it.
 */
final class DomainCheck implements FeatureCheck {
  private final StringDomainCheck strings = new StringDomainCheck();
  private final BoolDomainCheck booleans = new BoolDomainCheck();
  private final IntDomainCheck integers = new IntDomainCheck();
  private final FloatDomainCheck floats = new FloatDomainCheck();
  private final ImageDomainCheck images = new ImageDomainCheck();
  private final NaturalLanguageCheck texts = new NaturalLanguageCheck();

  @Override
  public void check(CheckedFeature checked, Findings findings) {
    Feature.Builder feature = checked.feature();
    if (checked.observedType() == FeatureNameStatistics.Type.BYTES && !fitsBytes(feature)) {
      feature.clearDomainInfo();
      findings.add(
          AnomalyInfo.Type.DOMAIN_INVALID_FOR_TYPE,
          "Invalid domain type",
          "Data is marked as BYTES with incompatible domain_info: " + FeatureText.of(feature));
    }
    switch (feature.getDomainInfoCase()) {
      case DOMAIN, STRING_DOMAIN -> strings.check(checked, findings);
      case BOOL_DOMAIN -> booleans.check(checked, findings);
      case INT_DOMAIN -> integers.check(checked, findings);
      case FLOAT_DOMAIN -> floats.check(checked, findings);
      case IMAGE_DOMAIN -> images.check(checked, findings);
      case NATURAL_LANGUAGE_DOMAIN -> texts.check(checked, findings);
      case DOMAININFO_NOT_SET -> updateSemanticDomain(checked, findings);
      case STRUCT_DOMAIN, // Its features are checked one by one.
          AUDIO_DOMAIN, // The rest says what values mean, and not which are allowed.
          VIDEO_DOMAIN,
          CONTENT_CHUNK_DOMAIN,
          MID_DOMAIN,
          URL_DOMAIN,
          TIME_DOMAIN,
          TIME_OF_DAY_DOMAIN -> {}
    }
  }

  private static boolean fitsBytes(Feature.Builder feature) {
    return switch (feature.getDomainInfoCase()) {
      case DOMAININFO_NOT_SET, NATURAL_LANGUAGE_DOMAIN, IMAGE_DOMAIN, URL_DOMAIN -> true;
      default -> false;
    };
  }

  private static void updateSemanticDomain(CheckedFeature checked, Findings findings) {
    if (SemanticDomains.set(checked.feature(), checked.observed())) {
      findings.add(
          AnomalyInfo.Type.SEMANTIC_DOMAIN_UPDATE,
          "Updated semantic domain",
          "Updated semantic domain for feature: " + checked.feature().getName());
    }
  }
}
