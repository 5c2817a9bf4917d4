package io.millrace.models.training.features;

import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.FeatureFigures;
import io.millrace.models.statistics.FeaturePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Schema;

/** Proposes features for the columns of a schema, to begin with. */
public final class FeatureSpecs {
  /** Stages of columns that production models keep away from. */
  private static final Set<String> UNFIT_STAGES =
      Set.of("PLANNED", "ALPHA", "DEPRECATED", "DEBUG_ONLY", "DISABLED", "VALIDATION_DERIVED");

  private FeatureSpecs() {}

  /**
   * What was proposed.
   *
   * @param features in the order of the schema, hour and weekday of the event time last
   * @param leftOut why each other column is no feature
   */
  public record Suggestion(List<FeatureSpec> features, Map<String, String> leftOut) {
    public Suggestion {
      features = List.copyOf(features);
      leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }
  }

  /** Proposes a feature for every column that a model can learn from. */
  public static Suggestion suggest(Schema schema, DatasetStatistics statistics) {
    return suggest(schema, statistics, Set.of());
  }

  /**
   * Proposes a feature for every column that a model can learn from.
   *
   * @param statistics of training rows, counted with this schema among their options
   * @param others columns that are no features, such as the label
   */
  public static Suggestion suggest(
      Schema schema, DatasetStatistics statistics, Set<String> others) {
    List<FeatureSpec> features = new ArrayList<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    for (Feature column : schema.getFeatureList()) {
      String name = column.getName();
      if (others.contains(name)) {
        continue;
      }
      FeatureFigures figures = statistics.figures(FeaturePath.of(name));
      String reason = unfit(column, figures);
      if (reason == null && figures != null) {
        ColumnSuggestion suggestion = ColumnSuggestion.of(column, figures);
        reason = suggestion.reason();
        if (suggestion.transform() != null) {
          features.add(FeatureSpec.of(name, suggestion.transform()));
        }
      }
      if (reason != null) {
        leftOut.put(name, reason);
      }
    }
    if (statistics.figures(FeaturePath.of(InputTensors.EVENT_TIME)) == null) {
      features.add(FeatureSpec.cyclicTime(2));
    }
    return new Suggestion(features, leftOut);
  }

  /** Why a column is no feature, by what the schema says of it or because it is empty. */
  private static @Nullable String unfit(Feature column, @Nullable FeatureFigures figures) {
    if (UNFIT_STAGES.contains(column.getLifecycleStage().name())) {
      return "its stage in the schema is " + column.getLifecycleStage();
    }
    if (column.getName().equals(InputTensors.EVENT_TIME)) {
      return "the event time has this name";
    }
    if (figures == null) {
      return "not in the statistics";
    }
    if (figures.values() == 0) {
      return "without a value in all " + figures.rows() + " rows";
    }
    return switch (column.getDomainInfoCase()) {
      case STRUCT_DOMAIN -> "a struct";
      case NATURAL_LANGUAGE_DOMAIN -> "free text";
      case IMAGE_DOMAIN, AUDIO_DOMAIN, VIDEO_DOMAIN, CONTENT_CHUNK_DOMAIN -> "media";
      case URL_DOMAIN -> "a URL";
      case TIME_OF_DAY_DOMAIN -> "a time of day in packed form";
      default -> null;
    };
  }
}
