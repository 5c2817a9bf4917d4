package io.millrace.models.validation.checks;

import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.StringDomain;

/**
 * Finds strings that are not among the expected ones, or are not text. Fix: adds them; clears the
 * domain of what is not text.
 */
final class StringDomainCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature checked, Findings findings) {
    Feature.Builder feature = checked.feature();
    if (checked.observed().hasInvalidUtf8()) {
      findings.add(
          AnomalyInfo.Type.ENUM_TYPE_INVALID_UTF8,
          "Invalid UTF8 strings",
          "Found strings that were not valid UTF8 strings.");
      clear(checked);
      return;
    }
    // The check of the schema itself made sure that a named domain exists.
    StringDomain.Builder named = checked.domains().find(feature.getDomain());
    StringDomain.Builder domain =
        feature.hasDomain() && named != null ? named : feature.getStringDomainBuilder();
    addMissing(domain, checked, findings);
    if (domain.getValueCount() >= checked.context().enumDeleteThreshold()) {
      findings.add(
          AnomalyInfo.Type.INVALID_DOMAIN_SPECIFICATION,
          "String domain has too many values",
          "String domain has too many values (" + domain.getValueCount() + ").");
      clear(checked);
    }
  }

  private static void clear(CheckedFeature checked) {
    if (checked.feature().hasDomain()) {
      checked.domains().remove(checked.feature().getDomain());
    }
    checked.feature().clearDomainInfo();
  }

  private static void addMissing(
      StringDomain.Builder domain, CheckedFeature checked, Findings findings) {
    Set<String> expected = new HashSet<>(domain.getValueList());
    NavigableMap<String, Double> unexpected = new TreeMap<>(checked.observed().labels());
    unexpected.keySet().removeAll(expected);
    double count = 0;
    for (double labelCount : unexpected.values()) {
      count += labelCount;
    }
    double total = checked.observed().numValues();
    double tolerated =
        checked.feature().getDistributionConstraints().hasMinDomainMass()
            ? 1 - checked.feature().getDistributionConstraints().getMinDomainMass()
            : 0;
    if (count / total > tolerated || (tolerated == 0 && !unexpected.isEmpty())) {
      findings.add(
          AnomalyInfo.Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES,
          "Unexpected string values",
          describe(unexpected, total));
      domain.addAllValue(unexpected.keySet());
    }
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
    double percent = 100 * (double) count / total;
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
