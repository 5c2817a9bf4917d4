package io.millrace.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import io.millrace.models.evaluation.gates.LoadAndQuery;
import io.millrace.models.evaluation.gates.MaximumLatency;
import io.millrace.models.evaluation.gates.NoNewAnomalies;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.schema.SchemaInference;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.models.validation.StatisticsValidator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelComparisonIT {
  private static final EvaluationColumns COLUMNS =
      new EvaluationColumns(Task.REGRESSION, "label", List.of(), null, null);
  private static final List<Gate> GATES =
      List.of(new LoadAndQuery(), new MaximumLatency(10_000, 50), new MaximumLatency(10_000, 7));

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path models;

  @BeforeAll
  static void train(@TempDir Path root) throws Exception {
    models = root;
    TrainingSpec spec = TrainingSpec.of(List.of(FeatureSpec.numeric("x")));
    for (int epochs : new int[] {1, 10}) {
      new Trainer(spec.toBuilder().epochs(epochs).build(), "label")
          .train(List.of(rows(300)), models.resolve("" + epochs), TrainingProgress.NONE);
    }
  }

  private static ColumnBatch rows(int count) {
    double[] x = new double[count];
    double[] labels = new double[count];
    String[] ids = new String[count];
    for (int row = 0; row < count; row++) {
      x[row] = 1 + row % 20;
      labels[row] = 2 * x[row];
      ids[row] = "r" + row;
    }
    return new ColumnBatch(
        Layout.of(
            new Layout.Field("x", ValueType.FLOAT), new Layout.Field("label", ValueType.FLOAT)),
        List.of(FloatColumn.of(x), FloatColumn.of(labels)),
        new long[count],
        BytesColumn.of(ids),
        new SourcePositions("test", new int[count], new long[count]),
        null);
  }

  @Test
  void measuresBothModelsAndTriesTheChallenger() throws Exception {
    Candidates candidates =
        new ModelComparison(EvaluationSpec.of(Task.REGRESSION), COLUMNS, GATES, null)
            .run(
                TrainingData.of(List.of(rows(100), rows(40))),
                models.resolve("10"),
                models.resolve("1"),
                null);

    assertThat(candidates.challenger().overall().rows()).isEqualTo(140);
    assertThat(Objects.requireNonNull(candidates.champion()).overall().rows()).isEqualTo(140);
    assertThat(candidates.challenger().value("mae")).isCloseTo(expected("10"), within(1e-9));
    assertThat(candidates.champion().value("mae")).isCloseTo(expected("1"), within(1e-9));
    assertThat(candidates.losses().rows()).isEqualTo(140);
    ModelChecks checks = candidates.checks();
    assertThat(checks.latencies()).containsOnlyKeys(50, 7);
    assertThat(checks.latencies().values())
        .allSatisfy(latency -> assertThat(latency.p99()).isGreaterThanOrEqualTo(latency.p50()));
    assertThat(checks.bytes()).isEqualTo(bytes(models.resolve("10")));
    assertThat(GateDecision.of(GATES, candidates).passed()).isTrue();
  }

  @Test
  void findsAModelThatCannotBeLoadedAgain(@TempDir Path broken) throws Exception {
    try (SavedModel evaluated = SavedModel.load(models.resolve("10"))) {
      ModelChecks checks =
          new ModelTrial(broken, ModelOptions.defaults(), Needs.of(List.of(new LoadAndQuery())))
              .run(List.of(rows(5)), evaluated, null);
      assertThat(Objects.requireNonNull(checks.reload()).failure()).isNotBlank();
    }
  }

  @Test
  void validatesWhatWasTrainedOn() throws Exception {
    DatasetStatistics quiet = new DatasetStatistics(StatisticsOptions.defaults());
    quiet.add(rows(100).without(Set.of("label")));
    StatisticsValidator validator =
        StatisticsValidator.of(
            SchemaInference.infer(quiet.toProto(""), SchemaInference.Options.declared()));
    TrainingData same = TrainingData.of(List.of(rows(100)));
    assertThat(TrainingAnomalies.of(same, Set.of("label"), validator)).isEmpty();
    TrainingData without = TrainingData.of(List.of(rows(100).without(Set.of("x"))));
    assertThat(TrainingAnomalies.of(without, Set.of("label"), validator))
        .hasSize(1)
        .allMatch(anomaly -> anomaly.startsWith("x: "));
    assertThat(Needs.of(List.of(new NoNewAnomalies())).anomalies()).isTrue();
  }

  private static double expected(String model) throws Exception {
    double sum = 0;
    try (SavedModel loaded = SavedModel.load(models.resolve(model))) {
      for (int count : new int[] {100, 40}) {
        double[] predictions = loaded.predict(rows(count)).floats("prediction");
        for (int row = 0; row < count; row++) {
          sum += Math.abs(predictions[row] - 2 * (1 + row % 20));
        }
      }
    }
    return sum / 140;
  }

  private static long bytes(Path directory) throws Exception {
    long sum = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        sum += Files.isRegularFile(file) ? Files.size(file) : 0;
      }
    }
    return sum;
  }
}
