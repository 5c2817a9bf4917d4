package io.millrace.models.validation.checks;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.BoolDomain;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.StringDomain;

/** Finds domains that make no sense, or not for the type of the feature. Fix: repairs them. */
final class DomainSelfCheck {
  private DomainSelfCheck() {}

  static void check(CheckedFeature checked, Findings findings) {
    Feature.Builder feature = checked.feature();
    if (!typesOf(feature.getDomainInfoCase()).contains(feature.getType())) {
      findings.add(
          AnomalyInfo.Type.DOMAIN_INVALID_FOR_TYPE,
          "The domain does not match the type",
          "The domain \""
              + fieldName(feature)
              + "\" does not match the type: "
              + feature.getType());
      feature.clearDomainInfo();
    }
    switch (feature.getDomainInfoCase()) {
      case DOMAIN -> checkNamed(checked, findings);
      case STRING_DOMAIN -> checkValues(checked, findings);
      case BOOL_DOMAIN -> {
        noDistribution("not supported for bool domains.", feature, findings);
        checkWords(checked, findings);
      }
      case INT_DOMAIN -> noDistribution("not supported for int domains.", feature, findings);
      case FLOAT_DOMAIN -> noDistribution("not supported for float domains.", feature, findings);
      case STRUCT_DOMAIN -> noDistribution("not supported for struct domains.", feature, findings);
      case DOMAININFO_NOT_SET ->
          noDistribution("require domain or string domain.", feature, findings);
      case AUDIO_DOMAIN, VIDEO_DOMAIN, CONTENT_CHUNK_DOMAIN, TIME_OF_DAY_DOMAIN ->
          checkMeaning(checked, findings);
      default -> noDistribution("not supported for semantic domains.", feature, findings);
    }
  }

  /** TFDV does not know these, though it infers one of them. */
  private static void checkMeaning(CheckedFeature checked, Findings findings) {
    if (checked.context().likeTfdv()) {
      findings.add(
          AnomalyInfo.Type.INVALID_DOMAIN_SPECIFICATION,
          "internal issue: unknown domain_info type");
      checked.feature().clearDomainInfo();
    } else {
      noDistribution("not supported for semantic domains.", checked.feature(), findings);
    }
  }

  private static Set<FeatureType> typesOf(Feature.DomainInfoCase domain) {
    return switch (domain) {
      case DOMAIN, STRING_DOMAIN, IMAGE_DOMAIN, MID_DOMAIN, URL_DOMAIN ->
          EnumSet.of(FeatureType.BYTES);
      case BOOL_DOMAIN -> EnumSet.of(FeatureType.INT, FeatureType.BYTES, FeatureType.FLOAT);
      case INT_DOMAIN, NATURAL_LANGUAGE_DOMAIN, TIME_DOMAIN ->
          EnumSet.of(FeatureType.INT, FeatureType.BYTES);
      case FLOAT_DOMAIN -> EnumSet.of(FeatureType.FLOAT, FeatureType.BYTES);
      case STRUCT_DOMAIN -> EnumSet.of(FeatureType.STRUCT);
      case AUDIO_DOMAIN,
          VIDEO_DOMAIN,
          CONTENT_CHUNK_DOMAIN,
          TIME_OF_DAY_DOMAIN,
          DOMAININFO_NOT_SET ->
          EnumSet.complementOf(EnumSet.of(FeatureType.TYPE_UNKNOWN));
    };
  }

  private static String fieldName(Feature.Builder feature) {
    return Feature.getDescriptor()
        .findFieldByNumber(feature.getDomainInfoCase().getNumber())
        .getName();
  }

  private static void checkNamed(CheckedFeature checked, Findings findings) {
    Feature.Builder feature = checked.feature();
    StringDomain.Builder domain = checked.domains().find(feature.getDomain());
    if (domain == null) {
      // TFDV forgets the name before it says it.
      String name = checked.context().likeTfdv() ? "" : feature.getDomain();
      feature.clearDomainInfo();
      findings.add(AnomalyInfo.Type.INVALID_DOMAIN_SPECIFICATION, "missing domain: " + name);
    }
  }

  /** TFDV repairs the two of them without a word. */
  private static void checkValues(CheckedFeature checked, Findings findings) {
    StringDomain.Builder domain = checked.feature().getStringDomainBuilder();
    Set<String> values = new LinkedHashSet<>();
    List<String> repeated = new ArrayList<>();
    for (String value : domain.getValueList()) {
      if (!values.add(value)) {
        repeated.add(value);
      }
    }
    if (repeated.isEmpty()) {
      return;
    }
    domain.clearValue().addAllValue(values);
    if (!checked.context().likeTfdv()) {
      findings.add(
          AnomalyInfo.Type.INVALID_DOMAIN_SPECIFICATION,
          "Malformed StringDomain",
          "Repeated values in StringDomain:" + String.join(", ", repeated));
    }
  }

  private static void checkWords(CheckedFeature checked, Findings findings) {
    BoolDomain.Builder domain = checked.feature().getBoolDomainBuilder();
    if (!domain.hasTrueValue()
        || !domain.hasFalseValue()
        || !domain.getTrueValue().equals(domain.getFalseValue())) {
      return;
    }
    domain.clearFalseValue();
    if (!checked.context().likeTfdv()) {
      findings.add(
          AnomalyInfo.Type.INVALID_DOMAIN_SPECIFICATION,
          "Malformed BoolDomain",
          "True and false value equal for BoolDomain:"
              + domain.getTrueValue()
              + ". The suggested change is to clear the false_value, but a domain expert should"
              + " review this change.");
    }
  }

  private static void noDistribution(String why, Feature.Builder feature, Findings findings) {
    if (feature.hasDistributionConstraints()) {
      feature.clearDistributionConstraints();
      findings.add(
          AnomalyInfo.Type.INVALID_SCHEMA_SPECIFICATION, "distribution constraints " + why);
    }
  }
}
