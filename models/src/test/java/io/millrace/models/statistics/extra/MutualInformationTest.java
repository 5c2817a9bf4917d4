package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.floats;
import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.statistics.StatisticsOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

class MutualInformationTest {
  private static final int ROWS = 2_000;
  private static final Map<String, String> PARAMETERS =
      Map.of("label_feature", "label", "num_partitions", "2", "max_examples_per_partition", "400");

  private final MutualInformation kind = new MutualInformation();
  private final Random random = new Random(5);

  /** The label is a fair coin: 1 bit at most. */
  @Test
  void tellsWhatSaysMuchOfTheLabelFromWhatSaysNothing() {
    boolean[] coins = new boolean[ROWS];
    for (int i = 0; i < ROWS; i++) {
      coins[i] = random.nextBoolean();
    }
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            Extras.generator(kind.name(), PARAMETERS),
            new Table()
                .with("label", strings(rows(i -> coins[i] ? "heads" : "tails")))
                .with("same", strings(rows(i -> coins[i] ? "H" : "T")))
                .with("number", floats(rows(i -> random.nextDouble() + (coins[i] ? 5 : 0))))
                .with("missing", ints(rows(i -> coins[i] ? 1 : null)))
                .with("several", strings(rows(i -> coins[i] ? List.of("a", "b") : List.of("b"))))
                .with("counted", floats(rows(i -> coins[i] ? List.of(1, 2, 3) : List.of(9, 9))))
                .with("noise", floats(rows(i -> random.nextGaussian())))
                .with("id", strings(rows(i -> "id" + i)))
                .with("nothing", strings(rows(i -> null)))
                .batch());

    for (String informed : List.of("same", "number", "missing", "several", "counted")) {
      assertThat(mean(found, informed)).as(informed).isBetween(0.9, 1.01);
    }
    assertThat(mean(found, "noise")).isBetween(0.0, 0.08);
    assertThat(mean(found, "id")).isZero();
    assertThat(mean(found, "nothing")).isZero();
    assertThat(Extras.custom(found, "label")).isEmpty();
    assertThat(Extras.custom(found, "same"))
        .containsEntry("num_partitions_adjusted_mutual_information", 2.0)
        .containsOnlyKeys(
            "min_adjusted_mutual_information",
            "max_adjusted_mutual_information",
            "mean_adjusted_mutual_information",
            "median_adjusted_mutual_information",
            "std_dev_adjusted_mutual_information",
            "num_partitions_adjusted_mutual_information");
  }

  /** Of a normal pair with correlation r the information is -log2(1 - r²) / 2, here 1.19 bits. */
  @Test
  void estimatesTheInformationOfCorrelatedNumbers() {
    double[] x = random.doubles(ROWS).map(v -> random.nextGaussian()).toArray();
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            Extras.generator(kind.name(), PARAMETERS),
            new Table()
                .with(
                    "label",
                    floats(rows(i -> 0.9 * x[i] + Math.sqrt(0.19) * random.nextGaussian())))
                .with("x", floats(rows(i -> x[i])))
                .batch());

    assertThat(mean(found, "x")).isCloseTo(-Math.log(1 - 0.81) / Math.log(2) / 2, within(0.2));
  }

  @Test
  void dividesByTheInformationOfTheLabelItself() {
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            Extras.generator(
                kind.name(), Map.of("label_feature", "label", "normalize_by_max", "true")),
            new Table()
                .with("label", ints(rows(i -> i % 4)))
                .with("copy", ints(rows(i -> i % 4)))
                .batch());
    assertThat(mean(found, "copy")).isCloseTo(1, within(0.05));
  }

  @Test
  void needsMoreThanThreeRowsAPartition() {
    Table three = new Table().with("label", ints(1, 2, 3)).with("x", ints(1, 2, 3));
    assertThat(
            Extras.of(kind, Extras.generator(kind.name(), PARAMETERS), three.batch())
                .getFeaturesList())
        .isEmpty();
  }

  @Test
  void needsALabel() {
    assertThat(kind.isWanted(StatisticsOptions.defaults().withLabelFeature("y"))).isFalse();
    assertThatThrownBy(() -> kind.create(Extras.generator(kind.name(), Map.of())))
        .hasMessage(
            "generators.MutualInformation.label_feature: null"
                + " (expected: a feature, or labelFeature set)");
  }

  private static double mean(DatasetFeatureStatistics found, String feature) {
    return (Double)
        Objects.requireNonNull(
            Extras.custom(found, feature).get("mean_adjusted_mutual_information"));
  }

  private static Object[] rows(IntFunction<Object> value) {
    Object[] rows = new Object[ROWS];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = value.apply(i);
    }
    return rows;
  }
}
