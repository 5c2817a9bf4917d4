package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;

/** Estimates what {@link SkLearnMutualInformation} tells, in a partition. */
final class SkLearnInformation {
  private static final String KEY = "mutual_information";
  private static final double LN_2 = Math.log(2);
  private static final int NEIGHBORS = 3;

  private final InformationSettings settings;
  private final List<RowReservoir.Row> rows;
  private final KnnMutualInformation bits;

  private SkLearnInformation(InformationSettings settings, List<RowReservoir.Row> rows) {
    this.settings = settings;
    this.rows = rows;
    this.bits = new KnnMutualInformation(NEIGHBORS, rows.size());
  }

  /** Reports the estimates of a partition; none if it has too few rows, or no usable label. */
  static void estimate(
      InformationSettings settings,
      Map<String, InformationSample.SampledFeature> features,
      List<RowReservoir.Row> rows,
      InformationReport report) {
    if (rows.size() > NEIGHBORS) {
      new SkLearnInformation(settings, rows).estimate(features, report);
    }
  }

  private void estimate(
      Map<String, InformationSample.SampledFeature> features, InformationReport report) {
    String label = settings.label().toString();
    ImputedFeature y = imputed(label, features, settings.seed());
    if (y == null) {
      return;
    }
    ImputedFeature shuffled = y.permuted(settings.shuffledOrder(rows.size()));
    double labelEntropy = information(withOtherNoise(label, features, y), y);
    for (String name : features.keySet()) {
      ImputedFeature x = name.equals(label) ? null : withOtherNoise(name, features, y);
      if (x != null) {
        ImputedFeature itself = imputed(name, features, settings.seed());
        double entropy = itself == null ? 0 : information(x, itself);
        tell(
            name,
            information(x, y),
            information(x, shuffled),
            Math.max(labelEntropy, entropy),
            report);
      }
    }
  }

  private static void tell(
      String name, double information, double byChance, double entropy, InformationReport report) {
    double adjusted = information - byChance;
    double normalized =
        entropy == byChance ? 0 : Math.min(1, Math.max(0, adjusted / (entropy - byChance)));
    report.add(name, "sklearn_" + KEY, information);
    report.add(name, "sklearn_adjusted_" + KEY, adjusted);
    report.add(name, "sklearn_normalized_adjusted_" + KEY, normalized);
  }

  /** Other noise than the label has, also where it is the label. */
  private @Nullable ImputedFeature withOtherNoise(
      String name, Map<String, InformationSample.SampledFeature> features, ImputedFeature label) {
    ImputedFeature feature =
        imputed(name, features, settings.seed() ^ RowHash.mix(name.hashCode()));
    boolean tellsNothing =
        feature != null && label.classes() == null && feature.isDifferentEverywhere();
    return tellsNothing ? null : feature;
  }

  private @Nullable ImputedFeature imputed(
      String name, Map<String, InformationSample.SampledFeature> features, long seed) {
    InformationSample.SampledFeature feature = features.get(name);
    Feature described = settings.schema().get(FeaturePath.of(name));
    if (feature == null || (described == null && !settings.schema().isEmpty())) {
      return null;
    }
    long[][] values = new long[rows.size()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = rows.get(row).values(feature.index());
      boolean several = values[row] != null && values[row].length > 1;
      if (described == null ? several : SchemaFeatures.isMultivalent(described)) {
        return null;
      }
    }
    return ImputedFeature.of(values, feature.categorical(), seed);
  }

  /** In nats. */
  private double information(@Nullable ImputedFeature x, ImputedFeature y) {
    if (x == null) {
      return 0;
    }
    int[] ofX = x.classes();
    int[] ofY = y.classes();
    if (ofX != null) {
      return ofY != null
          ? bits.ofClasses(ofX, ofY) * LN_2
          : bits.ofNumbersAndClasses(new double[][] {y.numbers()}, ofX) * LN_2;
    }
    return ofY != null
        ? bits.ofNumbersAndClasses(new double[][] {x.numbers()}, ofY) * LN_2
        : KraskovInformation.of(x.numbers(), y.numbers(), NEIGHBORS);
  }
}
