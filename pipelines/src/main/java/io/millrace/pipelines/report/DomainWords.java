package io.millrace.pipelines.report;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.BoolDomain;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FloatDomain;
import org.tensorflow.metadata.v0.IntDomain;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.StringDomain;

/** What values a schema allows a feature, in a few words. */
final class DomainWords {
  private static final int VALUES = 12;

  private final Schema schema;

  DomainWords(Schema schema) {
    this.schema = schema;
  }

  String of(Feature feature) {
    return switch (feature.getDomainInfoCase()) {
      case DOMAIN -> named(feature.getDomain());
      case STRING_DOMAIN -> values(feature.getStringDomain());
      case INT_DOMAIN -> integers(feature.getIntDomain());
      case FLOAT_DOMAIN -> floats(feature.getFloatDomain());
      case BOOL_DOMAIN -> bool(feature.getBoolDomain());
      case NATURAL_LANGUAGE_DOMAIN -> "natural language";
      case IMAGE_DOMAIN -> "image";
      case AUDIO_DOMAIN -> "audio";
      case VIDEO_DOMAIN -> "video";
      case CONTENT_CHUNK_DOMAIN -> "content chunk";
      case MID_DOMAIN -> "knowledge graph id";
      case URL_DOMAIN -> "URL";
      case TIME_DOMAIN -> "time";
      case TIME_OF_DAY_DOMAIN -> "time of day";
      case STRUCT_DOMAIN, DOMAININFO_NOT_SET -> "";
    };
  }

  private String named(String name) {
    for (StringDomain domain : schema.getStringDomainList()) {
      if (domain.getName().equals(name)) {
        return values(domain);
      }
    }
    return "domain " + name + " (not in the schema)";
  }

  private static String values(StringDomain domain) {
    List<String> values = domain.getValueList();
    int shown = Math.min(VALUES, values.size());
    StringBuilder words = new StringBuilder("one of ").append(values.size()).append(": ");
    for (int i = 0; i < shown; i++) {
      words.append(i == 0 ? "" : ", ").append(HistogramData.shorten(values.get(i)));
    }
    return words.append(shown < values.size() ? ", …" : "").toString();
  }

  private static String integers(IntDomain domain) {
    String kind = domain.getIsCategorical() ? "categorical integer" : "integer";
    String range =
        range(domain.hasMin() ? domain.getMin() : null, domain.hasMax() ? domain.getMax() : null);
    return range.equals(ANY) ? kind : kind + " " + range;
  }

  private static String floats(FloatDomain domain) {
    String range =
        range(domain.hasMin() ? domain.getMin() : null, domain.hasMax() ? domain.getMax() : null);
    return (range.equals(ANY) ? "number" : "number " + range)
        + (domain.getDisallowNan() ? ", no NaN" : "")
        + (domain.getDisallowInf() ? ", no infinity" : "");
  }

  private static String bool(BoolDomain domain) {
    return domain.hasTrueValue() || domain.hasFalseValue()
        ? "boolean: " + domain.getTrueValue() + " / " + domain.getFalseValue()
        : "boolean";
  }

  private static final String ANY = "any number of";

  /** A range with both ends in it, either of which may be open. */
  static String range(@Nullable Number low, @Nullable Number high) {
    if (low == null && high == null) {
      return ANY;
    }
    if (high == null) {
      return "≥ " + number(low);
    }
    if (low == null) {
      return "≤ " + number(high);
    }
    return low.equals(high) ? number(low) : number(low) + ".." + number(high);
  }

  /** A number as short as it can be written without an exponent. */
  static String number(@Nullable Number number) {
    if (number == null) {
      return "";
    }
    double value = number.doubleValue();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return number.toString();
    }
    BigDecimal shortest = new BigDecimal(number.toString()).stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0).toPlainString() : shortest.toPlainString();
  }
}
