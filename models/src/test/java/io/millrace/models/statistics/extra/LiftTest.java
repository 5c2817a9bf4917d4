package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.floats;
import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Compat;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.CrossFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.LiftSeries;
import org.tensorflow.metadata.v0.Schema;

class LiftTest {
  private static final String SCHEMA =
      """
      feature { name: 'x' type: BYTES }
      feature { name: 'n' type: INT int_domain { is_categorical: true } }
      feature { name: 'plain' type: INT }
      feature { name: 'y' type: BYTES }
      """;

  private final Lift kind = new Lift();

  /** P(yes) = 3/5, P(no) = 1/5; a is in 2 rows, b in 3, each with one yes and one no. */
  private final ColumnBatch batch =
      new Table()
          .with("x", strings("a", List.of("a", "b"), "b", List.of("b", "b"), null))
          .with("y", strings("yes", List.of("no", "no"), "yes", null, "yes"))
          .with("n", ints(-3, 7, 7, 7, 7))
          .with("plain", ints(1, 2, 3, 4, 5))
          .batch();

  @Test
  void relatesTheCategoricalFeaturesOfTheSchemaToTheLabel() throws TextFormat.ParseException {
    StatisticsOptions options = options().withLabelFeature("y");
    DatasetFeatureStatistics found = Extras.of(kind, options, batch);

    assertThat(kind.isWanted(options)).isTrue();
    assertThat(found.getCrossFeaturesList())
        .extracting(cross -> cross.getPathX().getStep(0) + cross.getPathY().getStep(0))
        .containsExactly("ny", "xy");
    List<LiftSeries> series = series(found.getCrossFeatures(1));
    assertThat(series).extracting(LiftSeries::getYString).containsExactly("no", "yes");
    assertThat(series).extracting(LiftSeries::getYCount).containsExactly(1L, 3L);
    assertThat(series.get(0).getLiftValuesList())
        .extracting(LiftSeries.LiftValue::getXString)
        .containsExactly("a", "b");
    assertThat(series.get(0).getLiftValuesList())
        .extracting(LiftSeries.LiftValue::getXCount)
        .containsExactly(2L, 3L);
    assertThat(series.get(0).getLiftValuesList())
        .extracting(LiftSeries.LiftValue::getXAndYCount)
        .containsExactly(1L, 1L);
    // (1/2) / (1/5), (1/3) / (1/5)
    assertThat(lifts(series.get(0))).containsExactly(2.5, 1 / 3.0 / (1 / 5.0));
    // (1/2) / (3/5), (1/3) / (3/5)
    assertThat(lifts(series.get(1))).containsExactly(0.5 / 0.6, 1 / 3.0 / 0.6);
    assertThat(Extras.custom(found, "x")).containsOnlyKeys("Lift (Y=no)", "Lift (Y=yes)");
    assertThat(Extras.custom(found, "x").get("Lift (Y=no)"))
        .isEqualTo(Map.of("a", 2.5, "b", 1 / 3.0 / (1 / 5.0)));
  }

  /** -3 is in one row, a yes; 7 is in four: one no, two yes. */
  @Test
  void aValueThatNeverComesWithALabelHasLiftZero() throws TextFormat.ParseException {
    DatasetFeatureStatistics found = Extras.of(kind, options().withLabelFeature("y"), batch);

    LiftSeries no = series(found.getCrossFeatures(0)).get(0);
    assertThat(no.getLiftValuesList())
        .extracting(LiftSeries.LiftValue::getXInt)
        .containsExactly(7, -3);
    assertThat(lifts(no)).containsExactly(1.25, 0.0);
  }

  /** Weights 1..5: yes 9 of 15, no 2; a 3, b 9. */
  @Test
  void weighsRows() throws TextFormat.ParseException {
    LiftSeries no = weighted(options().withLabelFeature("y"));
    assertThat(no.getWeightedYCount()).isEqualTo(2);
    assertThat(no.getLiftValues(0).getWeightedXCount()).isEqualTo(3);
    assertThat(no.getLiftValues(0).getWeightedXAndYCount()).isEqualTo(2);
    assertThat(no.getLiftValues(0).getLift()).isCloseTo(5, within(1e-12));
    assertThat(no.getLiftValues(1).getLift()).isCloseTo(2 / 9.0 / (2 / 15.0), within(1e-12));

    LiftSeries tfdv = weighted(options().withLabelFeature("y").withCompat(Compat.TFDV));
    assertThat(tfdv.getLiftValues(0).getLift()).isCloseTo(2 / 3.0 / (2 / 5.0), within(1e-12));
  }

  /** Only the first row weighs: a and b with yes. */
  @Test
  void whatWeighsNothingHasNoWeightedLift() throws TextFormat.ParseException {
    ExtraStatistics statistics = kind.create(options().withLabelFeature("y"));
    statistics.add(batch, new double[] {1, 0, 0, 0, 0});
    List<CrossFeatureStatistics> found =
        Extras.result(statistics).getCrossFeaturesList().stream()
            .filter(cross -> cross.getPathX().getStep(0).equals("x"))
            .toList();
    assertThat(found).hasSize(1);
    // By rows no and yes, by weight only yes.
    List<LiftSeries> series = series(found.get(0));
    assertThat(series).extracting(LiftSeries::getYString).containsExactly("no", "yes", "yes");
    assertThat(series.get(2).getWeightedYCount()).isEqualTo(1);
    assertThat(lifts(series.get(2))).containsExactly(1.0);
  }

  @Test
  void aFeatureWithoutValuesHasNoLift() throws TextFormat.ParseException {
    ColumnBatch empty =
        new Table().with("x", strings(null, null)).with("y", strings("yes", "no")).batch();
    DatasetFeatureStatistics found = Extras.of(kind, options().withLabelFeature("y"), empty);
    assertThat(found.getCrossFeaturesList()).isEmpty();
    assertThat(found.getFeaturesList()).isEmpty();
  }

  private LiftSeries weighted(StatisticsOptions options) {
    ExtraStatistics statistics = kind.create(options);
    statistics.add(batch, new double[] {1, 2, 3, 4, 5});
    return series(Extras.result(statistics).getCrossFeatures(1)).get(2);
  }

  @Test
  void cutsANumericLabelIntoBins() {
    StatisticsOptions options =
        Extras.generator(
            kind.name(),
            Map.of(
                "y_path", "score",
                "x_paths", "x",
                "y_boundaries", "0.5, 1",
                "output_custom_stats", "true"));
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            options,
            new Table()
                .with("x", strings("a", "a", "b", "b"))
                .with("score", floats(0.49, 0.5, 1.0, Double.NaN))
                .batch());

    List<LiftSeries> series = series(found.getCrossFeatures(0));
    assertThat(series)
        .extracting(y -> y.getYBucket().getLowValue())
        .containsExactly(Double.NEGATIVE_INFINITY, 0.5, 1.0);
    assertThat(series)
        .extracting(y -> y.getYBucket().getHighValue())
        .containsExactly(0.5, 1.0, Double.POSITIVE_INFINITY);
    assertThat(lifts(series.get(0))).containsExactly(2.0, 0.0);
    assertThat(lifts(series.get(2))).containsExactly(2.0, 0.0);
    assertThat(Extras.custom(found, "x"))
        .containsOnlyKeys("Lift (Y=[-inf,0.5))", "Lift (Y=[0.5,1.0))", "Lift (Y=[1.0,inf])");
  }

  @Test
  void tellsOnlyTheValuesOfHighestAndLowestLift() {
    Table table =
        new Table()
            .with("x", strings("a", "a", "a", "b", "b", "c", "d", "d"))
            .with("y", ints(1, 1, 0, 0, 0, 1, 1, 0));
    Map<String, String> parameters = Map.of("y_path", "y", "x_paths", "x");

    // a 2/3, b 0, c 1, d 1/2, over P(1) = 1/2
    assertThat(values(table, parameters)).containsExactly("c", "a", "d", "b");
    assertThat(values(table, with(parameters, "top_k_per_y", "1"))).containsExactly("c");
    assertThat(values(table, with(parameters, "bottom_k_per_y", "2"))).containsExactly("d", "b");
    assertThat(values(table, with(parameters, "min_x_count", "1"))).containsExactly("a", "d", "b");
  }

  private List<String> values(Table table, Map<String, String> parameters) {
    CrossFeatureStatistics cross =
        Extras.of(kind, Extras.generator(kind.name(), parameters), table.batch())
            .getCrossFeatures(0);
    assertThat(series(cross).get(1).getYInt()).isEqualTo(1);
    return series(cross).get(1).getLiftValuesList().stream()
        .map(LiftSeries.LiftValue::getXString)
        .toList();
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  @Test
  void aNumericLabelNeedsBoundaries() throws TextFormat.ParseException {
    assertThat(kind.isWanted(options().withLabelFeature("plain"))).isFalse();
    assertThat(kind.isWanted(options())).isFalse();
    StatisticsOptions asked =
        options().withGenerators(Map.of(kind.name(), Map.of("y_path", "plain")));
    assertThatThrownBy(() -> kind.create(asked))
        .hasMessage(
            "generators.LiftStatsGenerator.y_boundaries: []"
                + " (expected: some for a numeric y_path)");
  }

  @Test
  void beyondItsBoundsItForgetsWhatIsRare() {
    Object[] x = new Object[40_000];
    Object[] y = new Object[40_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 2 == 0 ? "common" : "rare" + i;
      y[i] = i % 4 == 0 ? 1 : 0;
    }
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            Extras.generator(kind.name(), Map.of("y_path", "y", "x_paths", "x")),
            new Table().with("x", strings(x)).with("y", ints(y)).batch());

    LiftSeries one = series(found.getCrossFeatures(0)).get(1);
    assertThat(one.getLiftValuesCount()).isEqualTo(8192);
    assertThat(one.getLiftValues(0).getXString()).isEqualTo("common");
    assertThat(one.getLiftValues(0).getLift()).isEqualTo(2.0);
  }

  /** Kept whole, such texts or images would be all there is in memory. */
  @Test
  void longStringsAreOneValue() {
    String longest = "a".repeat(1_024);
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            Extras.generator(kind.name(), Map.of("y_path", "y", "x_paths", "x")),
            new Table()
                .with("x", strings(longest, longest + "b", longest + "c", "d".repeat(100_000)))
                .with("y", strings("y", "y", "y", "z".repeat(2_000)))
                .batch());

    List<LiftSeries> series = series(found.getCrossFeatures(0));
    assertThat(series)
        .extracting(LiftSeries::getYString)
        .containsExactlyInAnyOrder("__LARGE_BYTES__", "y");
    LiftSeries y = series.stream().filter(one -> one.getYCount() == 3).findFirst().orElseThrow();
    assertThat(y.getLiftValuesList())
        .extracting(LiftSeries.LiftValue::getXString, LiftSeries.LiftValue::getXCount)
        .containsExactlyInAnyOrder(tuple(longest, 1L), tuple("__LARGE_BYTES__", 3L));
  }

  private static List<LiftSeries> series(CrossFeatureStatistics cross) {
    return cross.getCategoricalCrossStats().getLift().getLiftSeriesList();
  }

  private static List<Double> lifts(LiftSeries series) {
    return series.getLiftValuesList().stream().map(LiftSeries.LiftValue::getLift).toList();
  }

  private static StatisticsOptions options() throws TextFormat.ParseException {
    return StatisticsOptions.defaults().withSchema(TextFormat.parse(SCHEMA, Schema.class));
  }
}
