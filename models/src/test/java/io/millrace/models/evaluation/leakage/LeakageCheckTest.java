package io.millrace.models.evaluation.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.leakage.LeakageFinding.Kind;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.training.rows.TrainingData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeakageCheckTest {
  private static final List<String> FEATURES =
      List.of("honest", "paid", "kind", "ends", "rare", "zone");
  private static final Layout LAYOUT =
      Layout.of(
          new Layout.Field("honest", ValueType.FLOAT),
          new Layout.Field("paid", ValueType.FLOAT),
          new Layout.Field("kind", ValueType.STRING),
          new Layout.Field("ends", ValueType.INT),
          new Layout.Field("rare", ValueType.FLOAT),
          new Layout.Field("zone", ValueType.STRING),
          new Layout.Field("label", ValueType.FLOAT));
  private static final long START = Instant.parse("2018-01-01T00:00:00Z").toEpochMilli();

  private static final EvaluationColumns REGRESSION =
      new EvaluationColumns(Task.REGRESSION, "label", List.of(), null, null);
  private static final EvaluationColumns BINARY =
      new EvaluationColumns(Task.BINARY, "label", List.of(), null, null);

  @Test
  void findsAFeatureThatIsMadeOfTheLabel() throws Exception {
    assertThat(run(REGRESSION, regression(5000, row -> true), null))
        .extracting(LeakageFinding::feature, LeakageFinding::kind)
        .containsExactly(tuple("paid", Kind.PREDICTS_LABEL), tuple("ends", Kind.LATER_THAN_EVENT));
  }

  @Test
  void scoresOnRowsThatItDidNotFit() throws Exception {
    // A different zone every row would explain every label by heart.
    assertThat(run(REGRESSION, regression(3000, row -> true), null))
        .extracting(LeakageFinding::feature)
        .doesNotContain("zone");
  }

  @Test
  void findsACategoryThatTellsTheClass() throws Exception {
    List<LeakageFinding> findings = run(BINARY, binary(4000), null);
    assertThat(findings)
        .extracting(LeakageFinding::feature, LeakageFinding::kind)
        .contains(tuple("kind", Kind.PREDICTS_LABEL));
    assertThat(findings.get(0).reason())
        .startsWith("predicts the label alone with 2 · AUC - 1 0.9");
  }

  @Test
  void findsFeaturesThatServingHasNotOrHardlyEver() throws Exception {
    DatasetStatistics serving = new DatasetStatistics(StatisticsOptions.defaults());
    serving.add(regression(2000, row -> row % 50 == 0).get(0).without(Set.of("zone")));
    assertThat(run(REGRESSION, regression(2000, row -> row % 2 == 0), serving))
        .filteredOn(finding -> finding.kind() == Kind.RARE_AT_SERVING)
        .extracting(LeakageFinding::feature, LeakageFinding::value, LeakageFinding::limit)
        .containsExactly(tuple("rare", 0.02, 0.05), tuple("zone", 0.0, 0.1));
  }

  @Test
  void doesNotDependOnTheOrderOfRows() throws Exception {
    List<ColumnBatch> batches = new ArrayList<>(regression(130_000, row -> true));
    assertThat(batches).hasSizeGreaterThan(1);
    List<LeakageFinding> findings = run(REGRESSION, batches, null);
    Collections.reverse(batches);
    List<LeakageFinding> reversed = run(REGRESSION, batches, null);
    assertThat(reversed)
        .extracting(LeakageFinding::feature, LeakageFinding::kind)
        .isEqualTo(findings.stream().map(found -> tuple(found.feature(), found.kind())).toList());
  }

  @Test
  void saysNothingOfNoRows() throws Exception {
    assertThat(run(REGRESSION, List.of(), null)).isEmpty();
  }

  private static List<LeakageFinding> run(
      EvaluationColumns columns, List<ColumnBatch> rows, @Nullable DatasetStatistics serving)
      throws Exception {
    return new LeakageCheck(columns, FEATURES, LeakageLimits.DEFAULT)
        .run(TrainingData.of(rows), serving);
  }

  /** The label is noisily that of "honest", and "paid" is the label but for a little noise. */
  private static List<ColumnBatch> regression(int rows, IntPredicate rare) {
    SplittableRandom random = new SplittableRandom(3);
    List<ColumnBatch> batches = new ArrayList<>();
    ColumnBatchBuilder builder = new ColumnBatchBuilder(LAYOUT, true);
    for (int row = 0; row < rows; row++) {
      double honest = random.nextGaussian();
      double label = honest + random.nextGaussian();
      append(
          builder, row, honest, label + 0.05 * random.nextGaussian(), "k", rare.test(row), label);
      if (builder.rows() == 65_536 || row == rows - 1) {
        batches.add(builder.build());
        builder = new ColumnBatchBuilder(LAYOUT, true);
      }
    }
    return batches;
  }

  private static List<ColumnBatch> binary(int rows) {
    SplittableRandom random = new SplittableRandom(4);
    ColumnBatchBuilder builder = new ColumnBatchBuilder(LAYOUT, true);
    for (int row = 0; row < rows; row++) {
      int label = random.nextInt(2);
      boolean told = random.nextInt(100) > 0;
      String kind = told == (label == 1) ? "closed" : "open";
      append(builder, row, random.nextGaussian(), random.nextGaussian(), kind, true, label);
    }
    return List.of(builder.build());
  }

  private static void append(
      ColumnBatchBuilder builder,
      int row,
      double honest,
      double paid,
      String kind,
      boolean rare,
      double label) {
    long time = START + 60_000L * row;
    builder.append(0, honest);
    builder.append(1, paid);
    builder.append(2, kind.getBytes(StandardCharsets.UTF_8));
    builder.append(3, time + (row % 20 == 0 ? 600_000 : -600_000));
    if (rare) {
      builder.append(4, 1.0);
    }
    builder.append(5, ("z" + row).getBytes(StandardCharsets.UTF_8));
    builder.append(6, label);
    byte[] id = ("id" + row).getBytes(StandardCharsets.UTF_8);
    builder.endRow(id, time, new SourcePosition("test", -1, row), id);
  }
}
