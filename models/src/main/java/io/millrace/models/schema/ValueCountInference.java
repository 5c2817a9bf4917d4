package io.millrace.models.schema;

import java.util.List;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeaturePresence;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.FixedShape;
import org.tensorflow.metadata.v0.ValueCount;
import org.tensorflow.metadata.v0.ValueCountList;

/** Guesses how often a feature is there, and how many values it has. */
public final class ValueCountInference {
  private ValueCountInference() {}

  /**
   * @param shapes whether a feature that always has the same number of values gets a fixed shape,
   *     instead of a number of values
   */
  static void setPresenceAndValues(
      Feature.Builder feature, ObservedFeature observed, boolean shapes) {
    FeaturePresence.Builder presence =
        feature.getPresenceBuilder().setMinCount(observed.numPresent() < 1 ? 0 : 1);
    if (!observed.isPresent()) {
      return;
    }
    if (observed.numMissing() == 0) {
      presence.setMinFraction(1);
    }
    if (shapes && observed.type() != FeatureType.STRUCT) {
      setShape(feature, observed.levels());
    }
    if (!feature.hasShape()) {
      setValueCount(feature, observed.levels());
    }
  }

  private static void setShape(Feature.Builder feature, List<ObservedFeature.Level> levels) {
    FixedShape.Builder shape = FixedShape.newBuilder();
    for (ObservedFeature.Level level : levels) {
      if (level.fixedValues() == 0) {
        return;
      }
      shape.addDimBuilder().setSize(level.fixedValues());
    }
    feature.setShape(shape);
  }

  /** Sets the number of values, for each nest level if there are several. */
  public static void setValueCount(Feature.Builder feature, List<ObservedFeature.Level> levels) {
    if (levels.size() > 1) {
      ValueCountList.Builder counts = feature.getValueCountsBuilder();
      levels.forEach(level -> counts.addValueCount(valueCount(level)));
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
}
