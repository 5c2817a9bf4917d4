package io.millrace.models.schema;

import java.util.NavigableSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.BoolDomain;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.IntDomain;
import org.tensorflow.metadata.v0.StringDomain;

/**
 * Guesses the values that a feature may have. The first that fits wins: a meaning that the
 * statistics found; a domain that several features share; booleans; strings that spell integers;
 * few strings. Ranges of numbers are not guessed.
 */
final class DomainInference {
  private static final Set<String> TRUE = Set.of("TRUE", "true", "SET", "set", "1", "");
  private static final Set<String> FALSE = Set.of("FALSE", "false", "CLEAR", "clear", "0");

  private DomainInference() {}

  static void setDomain(
      Feature.Builder feature,
      ObservedFeature observed,
      SchemaInference.Options options,
      EditableSchema schema) {
    if (SemanticDomains.set(feature, observed)) {
      return;
    }
    String group = options.domainGroups().get(observed.path());
    if (group != null) {
      StringDomain.Builder shared = schema.find(group);
      addValues(shared == null ? schema.addDomain(group) : shared, observed);
      feature.setDomain(group);
      return;
    }
    if (observed.hasInvalidUtf8()
        || observed.stats().getType() == FeatureNameStatistics.Type.BYTES) {
      return;
    }
    BoolDomain bool = bool(observed);
    if (bool != null) {
      feature.setBoolDomain(bool);
    } else if (options.integerStrings() && spellsIntegers(observed)) {
      feature.setIntDomain(IntDomain.getDefaultInstance());
    } else if (!observed.labels().isEmpty()
        && observed.labels().size() <= options.maxStringDomainSize()) {
      StringDomain.Builder domain = schema.addDomain(PathText.of(observed.path()));
      addValues(domain, observed);
      feature.setDomain(domain.getName());
    }
  }

  private static void addValues(StringDomain.Builder domain, ObservedFeature observed) {
    NavigableSet<String> labels = observed.labels().navigableKeySet();
    Set<String> known = Set.copyOf(domain.getValueList());
    labels.stream().filter(label -> !known.contains(label)).forEach(domain::addValue);
  }

  private static boolean spellsIntegers(ObservedFeature observed) {
    return observed.stats().getType() == FeatureNameStatistics.Type.STRING
        && !observed.labels().isEmpty()
        && observed.labels().keySet().stream()
            .allMatch(label -> ObservedFeature.integer(label) != null);
  }

  private static @Nullable BoolDomain bool(ObservedFeature observed) {
    return switch (observed.stats().getType()) {
      case INT ->
          observed.numbers().getMin() >= 0 && observed.numbers().getMax() == 1
              ? BoolDomain.getDefaultInstance()
              : null;
      case STRING -> words(observed.labels().keySet());
      case FLOAT, BYTES, STRUCT, UNRECOGNIZED -> null;
    };
  }

  /** One word for true, one for false, or one of the two; null for anything else. */
  private static @Nullable BoolDomain words(Set<String> labels) {
    if (labels.isEmpty() || labels.size() > 2) {
      return null;
    }
    BoolDomain.Builder bool = BoolDomain.newBuilder();
    for (String label : labels) {
      if (!bool.hasTrueValue() && TRUE.contains(label)) {
        bool.setTrueValue(label);
      } else if (!bool.hasFalseValue() && FALSE.contains(label)) {
        bool.setFalseValue(label);
      } else {
        return null;
      }
    }
    return bool.build();
  }
}
