package io.millrace.models.statistics.extra;

import io.millrace.models.data.Compat;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;

/**
 * How much more frequent a label is where a feature has a value: {@code P(y|x) / P(y)}, over rows;
 * a row has x if it is among its values. 1 where they have nothing to do with each other.
 *
 * <p>Wanted when the options have a categorical {@code labelFeature} and a schema, whose
 * categorical features, integers and strings, are the x; or when their generators name it, with
 * {@code y_path} (the label feature by default), {@code x_paths} (names with commas in between),
 * {@code y_boundaries} (where a numeric label is cut into bins {@code [low, high)}), {@code
 * min_x_count} (only x in more rows than that), {@code top_k_per_y}, {@code bottom_k_per_y} (only
 * so many x, of the highest and lowest lift) and {@code output_custom_stats}.
 *
 * <p>Gives a cross feature with a lift series a label, those of x it never comes with included, and
 * with weights another one of weighted lift; on the schema's call, or if asked for, also the custom
 * statistic {@code Lift (Y=…)}, a rank histogram of x by lift. Weighted, {@code P(y)} is a share of
 * all weights; {@link Compat#TFDV} divides by the number of rows instead. What weighs nothing, x or
 * label, has no weighted lift.
 *
 * <p>Exact up to 16,384 values and 262,144 pairs of a feature, and 1,024 labels; beyond that the
 * rarer half is forgotten, so that what is rare may be counted too low. Strings of more than 1,024
 * bytes are one value, {@code __LARGE_BYTES__}.
 */
public final class Lift implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "LiftStatsGenerator";
  }

  @Override
  public boolean isWanted(StatisticsOptions options) {
    return options.generators().containsKey(name()) || isCalledFor(options);
  }

  /** The schema calls for it when it says what the label's values are. */
  private static boolean isCalledFor(StatisticsOptions options) {
    if (options.labelFeature() == null) {
      return false;
    }
    Feature label =
        SchemaFeatures.leaves(options.schema()).get(FeaturePath.of(options.labelFeature()));
    return label != null && SchemaFeatures.isCategorical(label);
  }

  @Override
  public ExtraStatistics create(StatisticsOptions options) {
    return new LiftStatistics(settings(options));
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    return new LiftStatistics(settings(options)).read(in);
  }

  private LiftSettings settings(StatisticsOptions options) {
    Parameters parameters =
        Parameters.of(
            options,
            name(),
            "y_path",
            "x_paths",
            "y_boundaries",
            "min_x_count",
            "top_k_per_y",
            "bottom_k_per_y",
            "output_custom_stats");
    Map<FeaturePath, Feature> schema = SchemaFeatures.leaves(options.schema());
    FeaturePath label = label(parameters, options.labelFeature());
    double[] boundaries =
        Arrays.stream(parameters.numbers("y_boundaries")).sorted().distinct().toArray();
    Feature described = schema.get(label);
    if (described != null && SchemaFeatures.isCategorical(described) == boundaries.length > 0) {
      throw parameters.wrong(
          "y_boundaries",
          Arrays.toString(boundaries),
          boundaries.length > 0 ? "none for a categorical y_path" : "some for a numeric y_path",
          null);
    }
    TreeSet<FeaturePath> features = new TreeSet<>();
    parameters.list("x_paths").forEach(path -> features.add(FeaturePath.of(path.split("\\."))));
    if (features.isEmpty()) {
      schema.forEach(
          (path, feature) -> {
            if (SchemaFeatures.isCategorical(feature)
                && !path.equals(label)
                && options.allows(path)) {
              features.add(path);
            }
          });
    }
    return new LiftSettings(
        label,
        features,
        boundaries,
        parameters.count("min_x_count", 0, 0),
        parameters.count("top_k_per_y", 0, 0),
        parameters.count("bottom_k_per_y", 0, 0),
        parameters.flag("output_custom_stats") || isCalledFor(options),
        options.compat() == Compat.TFDV);
  }

  private static FeaturePath label(Parameters parameters, @Nullable String labelFeature) {
    String path = parameters.text("y_path");
    if (path != null) {
      return FeaturePath.of(path.split("\\."));
    }
    if (labelFeature == null) {
      throw parameters.wrong("y_path", null, "a feature, or labelFeature set", null);
    }
    return FeaturePath.of(labelFeature);
  }
}
