package io.millrace.models.schema;

import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.BoolDomain;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.FeaturePresence;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.FixedShape;
import org.tensorflow.metadata.v0.IntDomain;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.StringDomain;
import org.tensorflow.metadata.v0.ValueCount;
import org.tensorflow.metadata.v0.ValueCountList;

/**
 * Guesses a schema from the statistics of data that is taken to be good, by the rules of TensorFlow
 * Data Validation: types, presence, number of values, and the domains of booleans, of strings that
 * spell integers and of few strings. Ranges of numbers are not guessed.
 *
 * <p>Unlike there, a feature that no row had is left out: the day it gets a value, it is a new
 * column. Features inside structs are left out too.
 */
public final class SchemaInference {
  private static final Set<String> TRUE = Set.of("TRUE", "true", "SET", "set", "1", "");
  private static final Set<String> FALSE = Set.of("FALSE", "false", "CLEAR", "clear", "0");

  /**
   * What to guess.
   *
   * @param maxStringDomainSize a feature of at most so many distinct strings gets them as its
   *     domain; 0 for never
   * @param shapes whether a feature that always has the same number of values gets a fixed shape,
   *     instead of a number of values
   * @param integerStrings whether strings that all say integers get an integer domain, instead of
   *     being categories like other strings
   */
  public record Options(int maxStringDomainSize, boolean shapes, boolean integerStrings) {
    public Options {
      if (maxStringDomainSize < 0) {
        throw new IllegalArgumentException(
            "maxStringDomainSize: " + maxStringDomainSize + " (expected: >= 0)");
      }
    }

    /** TensorFlow Data Validation's: 100 strings, shapes, and integers in strings. */
    public static Options defaults() {
      return new Options(100, true, true);
    }

    /**
     * For columns of declared types: 100 strings, which are categories even if they are digits, and
     * no shapes, so that a missing value is one anomaly and not two.
     */
    public static Options declared() {
      return new Options(100, false, false);
    }
  }

  private SchemaInference() {}

  /** The schema that these statistics fit; features in the order of the statistics. */
  public static Schema infer(DatasetFeatureStatistics stats, Options options) {
    Schema.Builder schema = Schema.newBuilder();
    for (FeatureNameStatistics feature : stats.getFeaturesList()) {
      ObservedFeature observed = new ObservedFeature(feature);
      if (observed.isPresent() && observed.path().getStepCount() == 1) {
        schema.addFeature(infer(observed, options, schema));
      }
    }
    return schema.build();
  }

  private static Feature infer(ObservedFeature observed, Options options, Schema.Builder schema) {
    Feature.Builder feature =
        Feature.newBuilder()
            .setName(observed.name())
            .setType(observed.type())
            .setPresence(presence(observed));
    setValues(observed, options, feature);
    setDomain(observed, options, feature, schema);
    return feature.build();
  }

  private static FeaturePresence presence(ObservedFeature observed) {
    FeaturePresence.Builder presence = FeaturePresence.newBuilder().setMinCount(1);
    if (observed.common().getNumMissing() == 0) {
      presence.setMinFraction(1);
    }
    return presence.build();
  }

  private static void setValues(
      ObservedFeature observed, Options options, Feature.Builder feature) {
    List<ObservedFeature.Level> levels = observed.levels();
    boolean fixed = levels.stream().allMatch(level -> level.fixedValues() > 0);
    if (options.shapes() && fixed && observed.type() != FeatureType.STRUCT) {
      FixedShape.Builder shape = FixedShape.newBuilder();
      levels.forEach(level -> shape.addDimBuilder().setSize(level.fixedValues()));
      feature.setShape(shape);
    } else if (levels.size() > 1) {
      ValueCountList.Builder counts = ValueCountList.newBuilder();
      levels.forEach(level -> counts.addValueCount(valueCount(level)));
      feature.setValueCounts(counts);
    } else if (levels.get(0).minValues() > 0) {
      feature.setValueCount(valueCount(levels.get(0)));
    }
  }

  private static ValueCount valueCount(ObservedFeature.Level level) {
    ValueCount.Builder count = ValueCount.newBuilder();
    if (level.minValues() > 0 && level.minValues() == level.maxValues()) {
      count.setMin(level.minValues()).setMax(level.maxValues());
    } else if (level.minValues() > 0) {
      count.setMin(1);
    }
    return count.build();
  }

  private static void setDomain(
      ObservedFeature observed, Options options, Feature.Builder feature, Schema.Builder schema) {
    if (observed.stats().getType() == FeatureNameStatistics.Type.INT) {
      if (observed.numbers().getMin() >= 0 && observed.numbers().getMax() == 1) {
        feature.setBoolDomain(BoolDomain.getDefaultInstance());
      }
      return;
    }
    NavigableSet<String> labels = observed.labels().navigableKeySet();
    if (labels.isEmpty() || observed.hasInvalidUtf8()) {
      return;
    }
    BoolDomain bool = bool(labels);
    if (bool != null) {
      feature.setBoolDomain(bool);
    } else if (options.integerStrings()
        && labels.stream().allMatch(label -> ObservedFeature.integer(label) != null)) {
      feature.setIntDomain(IntDomain.getDefaultInstance());
    } else if (labels.size() <= options.maxStringDomainSize()) {
      feature.setDomain(observed.name());
      schema.addStringDomain(
          StringDomain.newBuilder().setName(observed.name()).addAllValue(labels));
    }
  }

  /** One word for true, one for false, or one of the two; null for anything else. */
  private static @Nullable BoolDomain bool(Set<String> labels) {
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
