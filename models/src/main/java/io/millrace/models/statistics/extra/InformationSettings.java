package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.metadata.v0.Feature;

/**
 * How mutual information is estimated, see {@link MutualInformation}.
 *
 * @param label the feature that the others are related to
 * @param schema what is known of features
 * @param options which say what features are told of
 * @param ignored names of features that are left out
 * @param partitions into how many the rows are dealt
 * @param rows the most rows of a partition's sample
 * @param presence in how many partitions a feature must have an estimate to be told
 * @param dimensions the most dimensions of a feature with several values a row
 * @param seed of ties and shuffles
 * @param normalized whether estimates are divided by that of the label with itself
 */
record InformationSettings(
    FeaturePath label,
    Map<FeaturePath, Feature> schema,
    StatisticsOptions options,
    List<String> ignored,
    int partitions,
    int rows,
    int presence,
    int dimensions,
    long seed,
    boolean normalized) {
  private static final List<String> OF_ALL =
      List.of(
          "label_feature",
          "num_partitions",
          "max_examples_per_partition",
          "min_partitions_stat_presence",
          "seed",
          "features_to_ignore");

  /** Those of a generator, which knows more parameters than the ones that all know. */
  static InformationSettings of(StatisticsOptions options, String generator, String... more) {
    List<String> known = new ArrayList<>(OF_ALL);
    known.addAll(List.of(more));
    Parameters parameters = Parameters.of(options, generator, known.toArray(String[]::new));
    String given = parameters.text("label_feature");
    String label = given == null ? options.labelFeature() : given;
    if (label == null) {
      throw parameters.wrong("label_feature", null, "a feature, or labelFeature set", null);
    }
    return new InformationSettings(
        FeaturePath.of(label),
        SchemaFeatures.leaves(options.schema()),
        options,
        List.copyOf(parameters.list("features_to_ignore")),
        parameters.count("num_partitions", 4, 1),
        parameters.count("max_examples_per_partition", 1000, 4),
        parameters.count("min_partitions_stat_presence", 1, 1),
        parameters.count("max_encoding_length", 512, 2),
        parameters.count("seed", 12345, 0),
        parameters.flag("normalize_by_max"));
  }

  /** Whether the feature is the label, or to be related to it. */
  boolean takes(FeaturePath feature) {
    return !ignored.contains(feature.toString())
        && (feature.equals(label) || options.allows(feature));
  }

  /** A drawing of so many rows, the same for the same seed: where the label is shuffled from. */
  int[] shuffledOrder(int size) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
