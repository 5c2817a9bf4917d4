package io.millrace.models.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of scikit-learn 1.9 (and numpy where it has none) on the same weighted rows. */
class MetricValuesTest {

  @ParameterizedTest
  @CsvSource({
    "mae, 2.7647043010752697",
    "rmse, 3.515087112569049",
    "mape, 0.10159108209750042",
    "r2, 0.8754177152577848",
    "bias, 1.264139784946238",
    "absolute_bias, 1.264139784946238",
    "quantile_loss, 1.3823521505376348",
    "quantile_loss@0.9, 0.8766962365591393"
  })
  void regression(String metric, double expected) {
    assertThat(SampleRows.value(metric, SampleRows.regression()))
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "auc, 0.6845694799658993",
    "auc_pr, 0.775702253761385",
    "log_loss, 1.6603229231034398",
    "brier_score, 0.2438415685147946",
    "accuracy, 0.6916666666666667",
    "precision, 0.7622950819672131",
    "recall, 0.6739130434782609",
    "f1, 0.7153846153846154",
    "accuracy@0.7, 0.6458333333333334",
    "precision@0.7, 0.8732394366197183",
    "recall@0.7, 0.4492753623188406",
    "f1@0.7, 0.5933014354066986",
    "calibration_error, 0.28778248587570615",
    "calibration_error@10, 0.28764124293785304"
  })
  void binary(String metric, double expected) {
    assertThat(SampleRows.value(metric, SampleRows.binary())).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "log_loss, 1.3538358577327165",
    "accuracy, 0.19166666666666668",
    "precision, 0.1886282543747332",
    "recall, 0.20498586892763823",
    "f1, 0.18583183552127655",
    "auc, 0.37777878847364477",
    "auc_pr, 0.3150291470315524",
    "precision@micro, 0.19166666666666668",
    "f1@micro, 0.19166666666666668",
    "auc@micro, 0.37043402777777784",
    "auc_pr@micro, 0.3000385301234042",
    "precision@weighted, 0.1850241143832693",
    "recall@weighted, 0.19166666666666668",
    "f1@weighted, 0.1774209572346218",
    "auc@weighted, 0.37301443359669295",
    "auc_pr@weighted, 0.3155892083670964",
    "brier_score, 0.8130879470207122",
    "calibration_error, 0.30736952861952865"
  })
  void multiClass(String metric, double expected) {
    assertThat(SampleRows.value(metric, SampleRows.multiClass()))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void keepsTheDigitsOfR2WhereLabelsAreLargeAndClose() {
    double[] labels = {1e9, 1e9 + 1, 1e9 + 2};
    double[] predictions = {1e9, 1e9 + 1, 1e9 + 3};
    assertThat(SampleRows.value("r2", Evaluated.of(labels, predictions))).isEqualTo(0.5);
  }

  @Test
  void hasNoR2IfAllLabelsAreEqualAndNoMapeIfAllAreZero() {
    Evaluated equal = Evaluated.of(new double[] {0.1, 0.1, 0.1}, new double[] {1, -1, 2});
    assertThat(SampleRows.value("r2", equal)).isNaN();
    Evaluated zero = Evaluated.of(new double[] {0, 0}, new double[] {1, -1});
    assertThat(SampleRows.value("mape", zero)).isNaN();
    assertThat(SampleRows.value("mae", zero)).isEqualTo(1);
  }

  @Test
  void hasNoAucOfOneClassAndOneHalfWhereAllScoresAreEqual() {
    double[] scores = {0.2, 0.9, 0.5};
    assertThat(SampleRows.value("auc", Evaluated.of(new double[] {1, 1, 1}, scores))).isNaN();
    Evaluated negative = Evaluated.of(new double[] {0, 0, 0}, scores);
    assertThat(SampleRows.value("auc", negative)).isNaN();
    assertThat(SampleRows.value("auc_pr", negative)).isNaN();
    assertThat(SampleRows.value("recall", negative)).isNaN();
    Evaluated equal = Evaluated.of(new double[] {0, 1, 1, 0}, new double[] {0.3, 0.3, 0.3, 0.3});
    assertThat(SampleRows.value("auc", equal)).isEqualTo(0.5);
    assertThat(SampleRows.value("precision", equal)).isNaN();
  }

  @Test
  void leavesAClassWithoutRowsOutOfAnAverage() {
    // Class 2 neither occurs nor is predicted: the mean is that of classes 0 and 1.
    double[][] probabilities = {{0.9, 0.2, 0.6}, {0.1, 0.8, 0.4}, {0, 0, 0}};
    Evaluated rows = Evaluated.of(new double[] {0, 1, 1}, probabilities);
    assertThat(SampleRows.value("recall", rows)).isEqualTo((1 + 0.5) / 2);
    assertThat(SampleRows.value("auc", rows)).isEqualTo(1);
  }

  @Test
  void boundsTheLossOfAPredictionThatIsSureAndWrong() {
    Evaluated rows = Evaluated.of(new double[] {1}, new double[] {0});
    assertThat(SampleRows.value("log_loss", rows)).isCloseTo(52 * Math.log(2), within(1e-12));
  }

  @Test
  void namesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Metrics.create("maep"))
        .hasMessageStartingWith("metric: maep (expected: one of absolute_bias, accuracy, auc,");
    assertThatThrownBy(() -> Metrics.create("mae@3"))
        .hasMessage("mae@3 (expected: mae, which takes no parameter)");
    assertThatThrownBy(() -> Metrics.create("quantile_loss@2"))
        .hasMessage("quantile_loss@2 (expected: a number above 0 and below 1)");
    assertThatThrownBy(() -> Metrics.create("f1@mean"))
        .hasMessage("f1@mean (expected: macro, micro, weighted or a threshold)");
    assertThatThrownBy(() -> Metrics.create("calibration_error@1"))
        .hasMessage("calibration_error@1 (expected: a whole number, 2 or more)");
    assertThatThrownBy(() -> Metrics.create("auc", Task.REGRESSION))
        .hasMessageStartingWith("metric: auc is for [")
        .hasMessageEndingWith("(expected: one for regression)");
  }
}
