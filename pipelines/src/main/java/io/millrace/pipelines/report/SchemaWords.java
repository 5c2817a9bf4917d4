package io.millrace.pipelines.report;

import io.millrace.models.schema.PathText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.metadata.v0.DriftSkewInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureComparator;
import org.tensorflow.metadata.v0.FeaturePresence;
import org.tensorflow.metadata.v0.LifecycleStage;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.UniqueConstraints;
import org.tensorflow.metadata.v0.ValueCount;

/** What a schema asks of its features, in a few words each: presence, shape, domain, thresholds. */
final class SchemaWords {
  private final DomainWords domains;
  private final Map<String, List<String>> words = new LinkedHashMap<>();

  private SchemaWords(Schema schema) {
    this.domains = new DomainWords(schema);
  }

  /** The words for every feature and every field of a struct, by the path's text. */
  static Map<String, List<String>> of(Schema schema) {
    SchemaWords all = new SchemaWords(schema);
    all.addAll(List.of(), schema.getFeatureList());
    return all.words;
  }

  private void addAll(List<String> parent, List<Feature> features) {
    for (Feature feature : features) {
      List<String> steps = new ArrayList<>(parent);
      steps.add(feature.getName());
      words.put(PathText.of(Path.newBuilder().addAllStep(steps).build()), words(feature));
      addAll(steps, feature.getStructDomain().getFeatureList());
    }
  }

  private List<String> words(Feature feature) {
    List<String> words = new ArrayList<>();
    words.add(feature.getType().name());
    if (!isValidated(feature)) {
      words.add("not validated: " + feature.getLifecycleStage());
    }
    words.add(presence(feature));
    words.add(shape(feature));
    words.add(domains.of(feature));
    if (feature.hasUniqueConstraints()) {
      UniqueConstraints unique = feature.getUniqueConstraints();
      words.add(
          DomainWords.range(
                  unique.hasMin() ? unique.getMin() : null,
                  unique.hasMax() ? unique.getMax() : null)
              + " unique values");
    }
    if (feature.getInEnvironmentCount() > 0) {
      words.add("only in " + String.join(", ", feature.getInEnvironmentList()));
    }
    if (feature.getNotInEnvironmentCount() > 0) {
      words.add("not in " + String.join(", ", feature.getNotInEnvironmentList()));
    }
    thresholds("drift", feature.getDriftComparator(), words);
    thresholds("skew", feature.getSkewComparator(), words);
    words.removeIf(String::isEmpty);
    return words;
  }

  private static boolean isValidated(Feature feature) {
    LifecycleStage stage = feature.getLifecycleStage();
    return switch (stage) {
      case PLANNED, ALPHA, DEPRECATED, DEBUG_ONLY, DISABLED -> false;
      case UNKNOWN_STAGE, BETA, PRODUCTION, VALIDATION_DERIVED -> true;
    };
  }

  private static String presence(Feature feature) {
    FeaturePresence presence = feature.getPresence();
    if (presence.getMinFraction() >= 1) {
      return "required";
    }
    if (presence.getMinFraction() > 0) {
      return "in at least " + percent(presence.getMinFraction()) + " of rows";
    }
    return switch ((int) Math.min(2, presence.getMinCount())) {
      case 2 -> "in at least " + presence.getMinCount() + " rows";
      case 1 -> "may be missing";
      default -> "optional";
    };
  }

  private static String percent(double fraction) {
    return DomainWords.number(fraction * 100) + "%";
  }

  private static String shape(Feature feature) {
    return switch (feature.getShapeTypeCase()) {
      case SHAPE ->
          feature.getShape().getDimList().stream().allMatch(dim -> dim.getSize() == 1)
              ? "one value"
              : "shape "
                  + feature.getShape().getDimList().stream()
                      .map(dim -> String.valueOf(dim.getSize()))
                      .collect(Collectors.joining(" × "));
      case VALUE_COUNT -> values(feature.getValueCount());
      case VALUE_COUNTS ->
          feature.getValueCounts().getValueCountList().stream()
              .map(SchemaWords::values)
              .collect(Collectors.joining(" of "));
      case SHAPETYPE_NOT_SET -> "";
    };
  }

  private static String values(ValueCount count) {
    String range =
        DomainWords.range(
            count.hasMin() ? count.getMin() : null, count.hasMax() ? count.getMax() : null);
    return range.equals("1") ? "one value" : range + " values";
  }

  private static void thresholds(String kind, FeatureComparator comparator, List<String> words) {
    if (comparator.getInfinityNorm().hasThreshold()) {
      words.add(
          threshold(
              kind,
              DriftSkewInfo.Measurement.Type.L_INFTY,
              comparator.getInfinityNorm().getThreshold()));
    }
    if (comparator.getJensenShannonDivergence().hasThreshold()) {
      words.add(
          threshold(
              kind,
              DriftSkewInfo.Measurement.Type.JENSEN_SHANNON_DIVERGENCE,
              comparator.getJensenShannonDivergence().getThreshold()));
    }
    if (comparator.getNormalizedAbsDifference().hasThreshold()) {
      words.add(
          threshold(
              kind,
              DriftSkewInfo.Measurement.Type.NORMALIZED_ABSOLUTE_DIFFERENCE,
              comparator.getNormalizedAbsDifference().getThreshold()));
    }
  }

  private static String threshold(
      String kind, DriftSkewInfo.Measurement.Type type, double threshold) {
    return kind + ": " + measure(type) + " ≤ " + DomainWords.number(threshold);
  }

  /** What people call a measure of the difference between two distributions. */
  static String measure(DriftSkewInfo.Measurement.Type type) {
    return switch (type) {
      case L_INFTY -> "L-infinity";
      case JENSEN_SHANNON_DIVERGENCE -> "Jensen-Shannon";
      case NORMALIZED_ABSOLUTE_DIFFERENCE -> "normalized absolute difference";
      case UNKNOWN -> "difference";
    };
  }
}
