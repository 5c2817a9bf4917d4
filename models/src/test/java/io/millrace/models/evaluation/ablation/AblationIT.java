package io.millrace.models.evaluation.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.ablation.AblationResult.Loss;
import io.millrace.models.evaluation.metrics.Metrics;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.rows.TrainingData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationIT {
  private static final TrainingSpec SPEC =
      TrainingSpec.builder(
              List.of(
                  FeatureSpec.numeric("useful"),
                  FeatureSpec.numeric("minor"),
                  FeatureSpec.numeric("noise")))
          .objective(
              new Regression(
                  io.millrace.models.training.objectives.Loss.SQUARED, LabelTransform.IDENTITY))
          .shape(new ModelShape(ModelShape.Kind.LINEAR, List.of(), 0))
          .batchSize(32)
          .epochs(10)
          .build();
  private static final EvaluationColumns COLUMNS =
      new EvaluationColumns(Task.REGRESSION, "label", List.of(), null, null);

  @Test
  void ranksFeaturesByWhatIsLostWithoutThem(@TempDir Path directory) throws Exception {
    List<String> started = new ArrayList<>();
    AblationResult result =
        ablation().run(rows(), LeftOut.each(SPEC.features()), directory, started::add);

    assertThat(started).containsExactly("", "useful", "minor", "noise");
    assertThat(result.metric()).isEqualTo("rmse");
    assertThat(result.losses())
        .extracting(loss -> loss.leftOut().name())
        .containsExactly("useful", "minor", "noise");
    // label = 3 useful + minor + N(0, 1): without one of them its part is noise as well.
    Loss useful = result.losses().get(0);
    assertThat(result.full().value()).isBetween(0.9, 1.2);
    assertThat(useful.without().value()).isBetween(2.8, 3.5);
    assertThat(useful.worsening().interval().lower()).isGreaterThan(1.5);
    assertThat(result.losses().get(1).worsening().interval().lower()).isPositive();
    assertThat(result.losses().get(2).worsening().value()).isBetween(-0.05, 0.05);
  }

  @Test
  void leavesGroupsOut() {
    List<FeatureSpec> features = SPEC.features();
    assertThat(LeftOut.eachColumn(features))
        .contains(new LeftOut("useful", Set.of("useful")))
        .hasSize(3);
  }

  @Test
  void refusesFeaturesThatThereAreNotAndToLeaveNone(@TempDir Path directory) {
    assertThatThrownBy(() -> run(new LeftOut("x", Set.of("colour")), directory))
        .hasMessage("feature: colour (expected: one of [useful, minor, noise])");
    assertThatThrownBy(() -> run(new LeftOut("x", Set.of("useful", "minor", "noise")), directory))
        .hasMessageEndingWith("are all there are (expected: to leave some)");
  }

  private static void run(LeftOut leftOut, Path directory) throws Exception {
    ablation().run(rows(), List.of(leftOut), directory, name -> {});
  }

  private static Ablation ablation() {
    return new Ablation(SPEC, COLUMNS, Metrics.create("rmse"));
  }

  private static Ablation.Rows rows() {
    return new Ablation.Rows(
        TrainingData.of(List.of(batch(1, 2000))), null, TrainingData.of(List.of(batch(2, 1000))));
  }

  private static ColumnBatch batch(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] columns = new double[4][rows];
    String[] ids = new String[rows];
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < 3; c++) {
        columns[c][row] = random.nextGaussian();
      }
      columns[3][row] = 3 * columns[0][row] + columns[1][row] + random.nextGaussian();
      ids[row] = seed + "-" + row;
    }
    return new ColumnBatch(
        Layout.of(
            new Layout.Field("useful", ValueType.FLOAT),
            new Layout.Field("minor", ValueType.FLOAT),
            new Layout.Field("noise", ValueType.FLOAT),
            new Layout.Field("label", ValueType.FLOAT)),
        List.of(
            FloatColumn.of(columns[0]),
            FloatColumn.of(columns[1]),
            FloatColumn.of(columns[2]),
            FloatColumn.of(columns[3])),
        new long[rows],
        BytesColumn.of(ids),
        new SourcePositions("test", new int[rows], new long[rows]),
        null);
  }
}
