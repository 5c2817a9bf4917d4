package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.floats;
import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.CrossFeatureStatistics;

class CrossFeaturesTest {
  private final CrossFeatures kind = new CrossFeatures();

  /**
   * {@code numpy.cov([1, 2, 4, 8], [3, 1, 0, 7], bias=True)} is 4.9375, {@code numpy.corrcoef} of
   * them 0.6869565; a and c have the rows 1, 2 and 4 in common.
   */
  @Test
  void correlatesEachTwoNumericFeaturesOverTheRowsThatHaveOneNumberOfBoth() {
    List<CrossFeatureStatistics> crosses =
        Extras.of(
                kind,
                Extras.generator(kind.name(), Map.of("sample_rate", "1")),
                new Table()
                    .with("c", floats(5, 6, Double.NaN, 8, 9, null))
                    .with("b", floats(3, 1, 0, 7, List.of(1, 2), null))
                    .with("a", ints(1, 2, 4, 8, 9, 10))
                    .with("s", strings("x", "x", "x", "x", "x", "x"))
                    .batch())
            .getCrossFeaturesList();

    assertThat(crosses)
        .extracting(cross -> cross.getPathX().getStep(0) + cross.getPathY().getStep(0))
        .containsExactly("ab", "ac", "bc");
    assertThat(crosses).extracting(CrossFeatureStatistics::getCount).containsExactly(4L, 4L, 3L);
    assertThat(crosses.get(0).getNumCrossStats().getCovariance()).isEqualTo(4.9375f);
    assertThat(crosses.get(0).getNumCrossStats().getCorrelation())
        .isCloseTo(0.6869565f, within(1e-6f));
    // numpy.cov([1, 2, 8, 9], [5, 6, 8, 9], bias=True), numpy.corrcoef
    assertThat(crosses.get(1).getNumCrossStats().getCovariance()).isEqualTo(5.5f);
    assertThat(crosses.get(1).getNumCrossStats().getCorrelation())
        .isCloseTo(0.9838699f, within(1e-6f));
  }

  @Test
  void aFeatureThatDoesNotVaryHasNoCorrelation() {
    CrossFeatureStatistics cross =
        Extras.of(
                kind,
                Extras.generator(kind.name(), Map.of("sample_rate", "1", "feature_crosses", "b*a")),
                new Table()
                    .with("a", ints(3, 3))
                    .with("b", ints(1, 2))
                    .with("c", ints(1, 2))
                    .batch())
            .getCrossFeatures(0);

    assertThat(cross.getPathX().getStep(0)).isEqualTo("b");
    assertThat(cross.getNumCrossStats().getCovariance()).isZero();
    assertThat(cross.getNumCrossStats().getCorrelation()).isZero();
  }

  @Test
  void looksAtASampleOfTheRows() {
    Object[] rows = new Object[10_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    CrossFeatureStatistics cross =
        Extras.of(
                kind,
                Extras.generator(kind.name(), Map.of()),
                new Table().with("a", ints(rows)).with("b", ints(rows)).batch())
            .getCrossFeatures(0);

    // A tenth, give or take four standard deviations of a binomial.
    assertThat(cross.getCount()).isBetween(880L, 1120L);
    assertThat(cross.getNumCrossStats().getCorrelation()).isCloseTo(1, within(1e-6f));
  }

  @Test
  void saysWhichParameterIsWrong() {
    assertThatThrownBy(() -> kind.create(Extras.generator(kind.name(), Map.of("sample_rate", "2"))))
        .hasMessage(
            "generators.CrossFeatureStatsGenerator.sample_rate: 2 (expected: 4.9E-324..1.0)");
    assertThatThrownBy(() -> kind.create(Extras.generator(kind.name(), Map.of("rate", "2"))))
        .hasMessageStartingWith(
            "generators.CrossFeatureStatsGenerator.rate: 2 (expected: a parameter");
  }
}
