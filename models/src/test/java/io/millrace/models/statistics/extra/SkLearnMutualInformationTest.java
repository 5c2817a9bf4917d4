package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.floats;
import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.TextFormat;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

/**
 * Expected values are from scikit-learn 1.9's mutual_info_regression and mutual_info_classif with 3
 * neighbors over these 60 rows.
 */
class SkLearnMutualInformationTest {
  private static final int ROWS = 60;

  private final SkLearnMutualInformation kind = new SkLearnMutualInformation();

  private static double x(int i) {
    return Math.pow((i * 37) % 61, 1.5);
  }

  private static double y(int i) {
    return x(i) * 0.5 + Math.pow((i * 23) % 67, 1.3);
  }

  private static String third(int i) {
    return x(i) < 100 ? "low" : x(i) < 250 ? "middle" : "high";
  }

  private static Table table() {
    return new Table()
        .with("x", floats(rows(i -> x(i))))
        .with("y", floats(rows(i -> y(i))))
        .with("third", strings(rows(i -> third(i))))
        .with("quarter", strings(rows(i -> "q" + i % 4)))
        .with("gaps", floats(rows(i -> i % 7 == 3 ? null : x(i))))
        .with("pair", floats(rows(i -> List.of(i, i))))
        .with("id", strings(rows(i -> "id" + i)));
  }

  @Test
  void estimatesWhatIsSaidOfANumber() {
    DatasetFeatureStatistics found = of("y");

    assertThat(told(found, "x", "mutual_information")).isCloseTo(0.24664325, within(1e-7));
    assertThat(told(found, "third", "mutual_information")).isCloseTo(0.28666904, within(1e-7));
    assertThat(told(found, "quarter", "mutual_information")).isZero();
    assertThat(told(found, "gaps", "mutual_information")).isCloseTo(0.04274668, within(1e-7));
  }

  @Test
  void estimatesWhatIsSaidOfACategory() {
    DatasetFeatureStatistics found = of("third");

    assertThat(told(found, "x", "mutual_information")).isCloseTo(1.04587902, within(1e-7));
    assertThat(told(found, "y", "mutual_information")).isCloseTo(0.28666904, within(1e-7));
    assertThat(told(found, "quarter", "mutual_information")).isCloseTo(0.01974049, within(1e-7));
    // Depends on the noise that breaks the ties of missing values: 0.825 to 0.853 with five seeds.
    assertThat(told(found, "gaps", "mutual_information")).isCloseTo(0.84, within(0.03));
  }

  /** The entropy of y, and of every column of different numbers, is 2.82987041. */
  @Test
  void adjustsByWhatShuffledLabelsTell() {
    DatasetFeatureStatistics found = of("y");
    for (String feature : List.of("x", "third", "quarter", "gaps")) {
      double information = told(found, feature, "mutual_information");
      double adjusted = told(found, feature, "adjusted_mutual_information");
      double byChance = information - adjusted;
      assertThat(byChance).as(feature).isBetween(0.0, 0.3);
      assertThat(told(found, feature, "normalized_adjusted_mutual_information"))
          .as(feature)
          .isCloseTo(Math.max(0, adjusted / (2.82987041 - byChance)), within(1e-6));
    }
  }

  @Test
  void leavesOutWhatScikitLearnCannotUse() {
    assertThat(of("y").getFeaturesList())
        .extracting(feature -> feature.getPath().getStep(0))
        .containsExactlyInAnyOrder("x", "third", "quarter", "gaps");
    assertThat(of("third").getFeaturesList())
        .extracting(feature -> feature.getPath().getStep(0))
        .containsExactlyInAnyOrder("x", "y", "quarter", "gaps", "id");
    assertThat(of("pair").getFeaturesList()).isEmpty();
  }

  @Test
  void goesByTheSchema() throws Exception {
    Schema schema =
        TextFormat.parse(
            """
            feature { name: 'third' type: BYTES value_count { min: 1 max: 1 } }
            feature { name: 'x' type: FLOAT shape { dim { size: 1 } } }
            feature { name: 'y' type: FLOAT }
            feature { name: 'quarter' type: INT value_count { max: 1 }
                      int_domain { is_categorical: true } }
            """,
            Schema.class);
    StatisticsOptions options = options("third").withSchema(schema);
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            options,
            new Table()
                .with("x", floats(rows(i -> x(i))))
                .with("y", floats(rows(i -> y(i))))
                .with("third", strings(rows(i -> third(i))))
                .with("quarter", ints(rows(i -> i % 4)))
                .with("unknown", ints(rows(i -> i % 4)))
                .batch());

    assertThat(found.getFeaturesList())
        .extracting(feature -> feature.getPath().getStep(0))
        .containsExactlyInAnyOrder("x", "quarter");
    assertThat(told(found, "quarter", "mutual_information")).isCloseTo(0.01974049, within(1e-7));
  }

  @Test
  void knowsItsOwnParameters() {
    assertThatThrownBy(
            () -> kind.create(Extras.generator(kind.name(), Map.of("normalize_by_max", "true"))))
        .hasMessageStartingWith(
            "generators.SkLearnMutualInformation.normalize_by_max: true (expected: a parameter");
  }

  private DatasetFeatureStatistics of(String label) {
    return Extras.of(kind, options(label), table().batch());
  }

  private StatisticsOptions options(String label) {
    return Extras.generator(kind.name(), Map.of("label_feature", label, "num_partitions", "1"));
  }

  private static double told(DatasetFeatureStatistics found, String feature, String statistic) {
    return (Double)
        Objects.requireNonNull(Extras.custom(found, feature).get("mean_sklearn_" + statistic));
  }

  private static Object[] rows(IntFunction<Object> value) {
    Object[] rows = new Object[ROWS];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = value.apply(i);
    }
    return rows;
  }
}
