package io.millrace.models.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.StringDomain;

/** Finds strings that are not among the expected ones, or are not text. */
final class StringDomainCheck implements FeatureCheck {
  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature checked) {
    Feature feature = checked.feature();
    if (!feature.hasDomain() && !feature.hasStringDomain()) {
      return List.of();
    }
    StringDomain domain = domain(checked);
    if (domain == null) {
      return List.of(
          FeatureCheck.reason(
              AnomalyInfo.Type.INVALID_DOMAIN_SPECIFICATION,
              "Unknown domain",
              "missing domain: " + feature.getDomain()));
    }
    if (checked.observed().hasInvalidUtf8()) {
      return List.of(
          FeatureCheck.reason(
              AnomalyInfo.Type.ENUM_TYPE_INVALID_UTF8,
              "Invalid UTF8 strings",
              "Found strings that were not valid UTF8 strings."));
    }
    NavigableMap<String, Double> unexpected = checked.observed().labels();
    Set<String> expected = new HashSet<>(domain.getValueList());
    unexpected.keySet().removeAll(expected);
    double count = 0;
    for (double labelCount : unexpected.values()) {
      count += labelCount;
    }
    double total = checked.observed().common().getTotNumValues();
    double tolerated =
        feature.getDistributionConstraints().hasMinDomainMass()
            ? 1 - feature.getDistributionConstraints().getMinDomainMass()
            : 0;
    if (unexpected.isEmpty() || (tolerated > 0 && count / total <= tolerated)) {
      return List.of();
    }
    return List.of(
        FeatureCheck.reason(
            AnomalyInfo.Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES,
            "Unexpected string values",
            describe(unexpected, total)));
  }

  private static @Nullable StringDomain domain(CheckedFeature checked) {
    if (checked.feature().hasStringDomain()) {
      return checked.feature().getStringDomain();
    }
    for (StringDomain domain : checked.schema().getStringDomainList()) {
      if (domain.getName().equals(checked.feature().getDomain())) {
        return domain;
      }
    }
    return null;
  }

  private static String describe(Map<String, Double> unexpected, double total) {
    StringBuilder text = new StringBuilder("Examples contain values missing from the schema: ");
    String separator = "";
    for (Map.Entry<String, Double> entry : unexpected.entrySet()) {
      text.append(separator);
      escape(entry.getKey(), text);
      text.append(" (").append(share((long) (double) entry.getValue(), total)).append(')');
      separator = ", ";
    }
    return text.append(". ").toString();
  }

  private static String share(long count, double total) {
    if (total == 0) {
      return "?";
    }
    double percent = 100 * count / total;
    return percent < 1 ? "<1%" : "~" + (int) Math.floor(percent) + "%";
  }

  /** As C writes string literals, but for characters beyond ASCII, which stay. */
  private static void escape(String value, StringBuilder text) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '"', '\'', '\\' -> text.append('\\').append(c);
        default -> {
          if (c < 0x20 || c == 0x7f) {
            text.append('\\').append((char) ('0' + (c >> 6)));
            text.append((char) ('0' + ((c >> 3) & 7))).append((char) ('0' + (c & 7)));
          } else {
            text.append(c);
          }
        }
      }
    }
  }
}
