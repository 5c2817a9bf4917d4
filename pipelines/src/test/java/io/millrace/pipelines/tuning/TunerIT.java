package io.millrace.pipelines.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.registry.DataWindow;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunerIT {
  private static final DataWindow WINDOW =
      new DataWindow(LinearDeployment.day(1), LinearDeployment.day(11));

  private final Deployment deployment;
  private final List<Integer> told = new ArrayList<>();
  private int pipelines;

  TunerIT(@TempDir Path root) throws Exception {
    deployment =
        LinearDeployment.in(root)
            .with(
                Map.of(
                    "tuning",
                    "{sampler: grid, trials: 3, parallel: 2, metric: mae, parameters:"
                        + " {learning_rate: {choice: [0.00001, 0.05]},"
                        + " features.x.transform: {choice: [numeric]}}}",
                    "training.validation",
                    "{span: P5D, share: 0.5}",
                    "training.epochs",
                    "10"));
    LinearDeployment.store(deployment, 1, 10, x -> 3 * x + 2);
  }

  @Test
  void theBestSettingsComeFirstAndEveryTrialIsKept() throws Exception {
    List<TrialResult> results = tuner(deployment, "first").run();
    assertThat(results).hasSize(2);
    assertThat(results.get(0).order().settings())
        .isEqualTo(Map.of("training.learning_rate", "0.05", "features.x.transform", "numeric"));
    assertThat(results.get(0).value()).isLessThan(0.6);
    assertThat(results.get(1).value()).isGreaterThan(5.0);
    assertThat(told).containsExactly(0, 1);
    Path study = new StoreLayout(deployment.store()).tuning("first");
    assertThat(Files.readAllLines(study.resolve("trials.jsonl"))).hasSize(2);
    assertThat(Tuner.finalSettings(deployment, results.get(0)))
        .containsEntry("training.learning_rate", "0.05")
        .containsEntry("training.epochs", "10")
        .containsEntry("training.validation", "null");
  }

  @Test
  void aStudyThatBeginsAgainTakesWhatWasCarriedOut() throws Exception {
    List<TrialResult> results = tuner(deployment, "again").run();
    assertThat(pipelines).isEqualTo(1);
    Path study = new StoreLayout(deployment.store()).tuning("again");
    Files.delete(study.resolve("trial-00001-10.json"));
    List<TrialResult> again = tuner(deployment, "again").run();
    assertThat(pipelines).isEqualTo(2);
    assertThat(again).extracting(TrialResult::order).isEqualTo(orders(results));
    assertThat(again).extracting(TrialResult::value).isEqualTo(values(results));
    assertThat(tuner(deployment, "again").run()).isEqualTo(again);
    assertThat(pipelines).isEqualTo(2);
  }

  @Test
  void aTrialThatFailsIsLastWithItsReason() throws Exception {
    Deployment failing =
        deployment.with(
            Map.of("tuning.parameters", "{features.x.transform: {choice: [numeric, hash]}}"));
    List<TrialResult> results = tuner(failing, "failing").run();
    assertThat(results).extracting(TrialResult::value).last().isNull();
    assertThat(results.get(1).failure())
        .contains("features[0].name: x (expected: a column of records of type int or string");
    assertThat(results.get(0).value()).isNotNull();
  }

  @Test
  void withoutParametersThereIsNothingToSearchFor() throws Exception {
    Deployment nothing = deployment.with(Map.of("tuning.parameters", "{}"));
    assertThatThrownBy(() -> tuner(nothing, "nothing"))
        .hasMessage("tuning.parameters: none (expected: a setting that may vary, at least)");
    assertThatThrownBy(() -> tuner(deployment, "../elsewhere"))
        .hasMessage("study: ../elsewhere (expected: letters, digits, '_', '.' and '-')");
  }

  private Tuner tuner(Deployment tuned, String study) throws Exception {
    return new Tuner(
        tuned,
        WINDOW,
        List.of(),
        study,
        () -> {
          pipelines++;
          return Pipeline.create();
        },
        result -> told.add(result.order().number()));
  }

  private static List<TrialOrder> orders(List<TrialResult> results) {
    return results.stream().map(TrialResult::order).toList();
  }

  private static List<Double> values(List<TrialResult> results) {
    List<Double> values = new ArrayList<>();
    results.forEach(result -> values.add(result.value()));
    return values;
  }
}
