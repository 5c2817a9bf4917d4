package io.millrace.models.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTableTest {
  private static final Evaluated ROWS =
      Evaluated.of(new double[] {0, 0, 1, 1, 1}, new double[] {0.1, 0.6, 0.15, 0.5, 0.95});

  @Test
  void countsByTrueAndPredictedClass() {
    assertThat(rows(new ConfusionMatrix()))
        .containsExactly(
            Map.of("label", 0.0, "predicted", 0.0, "weight", 1.0),
            Map.of("label", 0.0, "predicted", 1.0, "weight", 1.0),
            Map.of("label", 1.0, "predicted", 0.0, "weight", 1.0),
            Map.of("label", 1.0, "predicted", 1.0, "weight", 2.0));
  }

  @Test
  void comparesPredictedWithObservedFrequency() {
    List<Map<String, Double>> bins = rows(new CalibrationCurve());
    assertThat(bins).extracting(bin -> bin.get("weight")).containsExactly(1.0, 1.0, 1.0, 1.0, 1.0);
    assertThat(bins.get(1))
        .containsEntry("from", 2 / 15.0)
        .containsEntry("to", 3 / 15.0)
        .containsEntry("predicted", 0.15)
        .containsEntry("observed", 1.0);
  }

  @Test
  void givesPrecisionAndRecallByThreshold() {
    List<Map<String, Double>> points = rows(new OperatingPoints());
    assertThat(points).hasSize(19);
    // From 0.15 on: four called, three of them right, all three found.
    assertThat(points.get(2))
        .isEqualTo(Map.of("threshold", 0.15, "precision", 0.75, "recall", 1.0, "f1", 6.0 / 7));
    assertThat(points.get(18))
        .isEqualTo(Map.of("threshold", 0.95, "precision", 1.0, "recall", 1 / 3.0, "f1", 0.5));
  }

  private static <S extends MetricState<S>> List<Map<String, Double>> rows(MetricTable<S> table) {
    S first = table.state().start();
    first.add(ROWS, 0, 2);
    S second = table.state().start();
    second.add(ROWS, 2, 5);
    first.merge(second);
    return table.rows(first);
  }
}
