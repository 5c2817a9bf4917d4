package io.millrace.models.validation.records;

import io.millrace.models.data.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.BoolDomain;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FloatDomain;
import org.tensorflow.metadata.v0.IntDomain;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.StringDomain;

/**
 * The rules of a feature's domain for the values of each type that a column may have: a domain of
 * integers also rules strings that spell them.
 */
record ValueRules(List<ValueRule> ints, List<ValueRule> floats, List<ValueRule> strings) {
  ValueRules {
    ints = List.copyOf(ints);
    floats = List.copyOf(floats);
    strings = List.copyOf(strings);
  }

  List<ValueRule> of(ValueType type) {
    return switch (type) {
      case INT -> ints;
      case FLOAT -> floats;
      case STRING -> strings;
      case STRUCT -> List.of();
    };
  }

  static ValueRules compile(Schema schema, Feature feature) {
    List<ValueRule> ints = new ArrayList<>();
    List<ValueRule> floats = new ArrayList<>();
    List<ValueRule> strings = new ArrayList<>();
    StringDomain words = words(schema, feature);
    if (words != null) {
      // A share of other values is tolerated in a data set, and so is each record of that share.
      boolean tolerant = feature.getDistributionConstraints().getMinDomainMass() < 1;
      strings.add(tolerant ? new Utf8Text() : vocabulary(words.getValueList(), words.getName()));
    } else if (feature.hasBoolDomain()) {
      ints.add(new BooleanIntegers());
      floats.add(new BooleanFloats());
      strings.add(truths(feature.getBoolDomain()));
    } else if (feature.hasIntDomain()) {
      IntDomain domain = feature.getIntDomain();
      if (domain.hasMin() || domain.hasMax()) {
        ints.add(IntegerRange.of(domain));
      }
      strings.add(new IntegerText(IntegerRange.of(domain)));
    } else if (feature.hasFloatDomain()) {
      FloatDomain domain = feature.getFloatDomain();
      if (!domain.equals(FloatDomain.getDefaultInstance())) {
        floats.add(FloatRange.of(domain));
      }
      strings.add(new FloatText(FloatRange.of(domain)));
    }
    return new ValueRules(ints, floats, strings);
  }

  private static Vocabulary vocabulary(List<String> values, String name) {
    return new Vocabulary(
        ByteStringSet.of(values),
        AnomalyInfo.Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES,
        values.size() <= 10
            ? "one of " + values
            : "one of the " + values.size() + " values of the domain " + name);
  }

  private static Vocabulary truths(BoolDomain domain) {
    List<String> values = new ArrayList<>();
    if (domain.hasTrueValue()) {
      values.add(domain.getTrueValue());
    }
    if (domain.hasFalseValue()) {
      values.add(domain.getFalseValue());
    }
    return new Vocabulary(
        ByteStringSet.of(values),
        AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_STRING,
        values.isEmpty()
            ? "true_value or false_value of the bool_domain, which has neither"
            : "one of " + values);
  }

  private static @Nullable StringDomain words(Schema schema, Feature feature) {
    if (feature.hasStringDomain()) {
      return feature.getStringDomain();
    }
    if (!feature.hasDomain()) {
      return null;
    }
    for (StringDomain domain : schema.getStringDomainList()) {
      if (domain.getName().equals(feature.getDomain())) {
        return domain;
      }
    }
    throw new IllegalArgumentException(
        feature.getName()
            + ".domain: "
            + feature.getDomain()
            + " (expected: the name of a string_domain of the schema)");
  }
}
