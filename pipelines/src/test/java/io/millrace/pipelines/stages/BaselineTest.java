package io.millrace.pipelines.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.validation.ControlStatistics;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private static final String SKEW =
      "skew_comparator { jensen_shannon_divergence { threshold: 0.1 } }";

  private final Deployment deployment;

  BaselineTest(@TempDir Path root) throws Exception {
    deployment = LinearDeployment.in(root);
    LinearDeployment.writeStatistics(deployment);
    Files.writeString(
        new StoreLayout(deployment.store()).grid(), new FeatureGrid(List.of()).toJson());
  }

  @Test
  void thresholdsOfSkewAskForTheStatisticsOfHistory() throws Exception {
    schema("feature { name: 'x' type: FLOAT }");
    assertThat(Baseline.read(deployment).control()).isEqualTo(ControlStatistics.none());

    schema("feature { name: 'x' type: FLOAT " + SKEW + " }");
    ControlStatistics control = Baseline.read(deployment).control();
    assertThat(control.previousSpan()).isNull();
    assertThat(control.serving())
        .satisfies(
            history -> {
              assertThat(history.getNumExamples()).isEqualTo(10 * LinearDeployment.ROWS_A_DAY);
              assertThat(history.getFeatures(0).getNumStats().getMax()).isEqualTo(10);
            });
  }

  @Test
  void historyHasToBeMeasuredAsTheSchemaSays() throws Exception {
    schema(
        "feature { name: 'x' type: FLOAT float_domain { is_categorical: true } %s }"
            .formatted(SKEW));
    assertRefused(
        "skew of x: measured otherwise than the schema now says from 2018-01-01T00:00:00Z to"
            + " 2018-01-11T00:00:00Z in "
            + deployment.store().resolve("statistics")
            + " (expected: those that `millrace bootstrap` writes when it is run again, with this"
            + " schema)");
    schema("feature { name: 'y' type: FLOAT " + SKEW + " }");
    assertRefused("skew of y: no statistics from 2018-01-01T00:00:00Z");
  }

  @Test
  void whatAWindowDoesNotHaveIsRefused() throws Exception {
    schema(
        "dataset_constraints { num_examples_version_comparator { min_fraction_threshold: 0.5 } }");
    assertRefused(
        deployment.schemaFile()
            + ": num_examples_version_comparator: given (expected: none, as windows have no other"
            + " version; num_examples_drift_comparator compares with the window before)");
    schema(
        "feature { name: 't' type: BYTES natural_language_domain { vocabulary: 'words'"
            + " coverage { min_coverage: 0.5 } } }");
    assertRefused(
        deployment.schemaFile()
            + ": a deployment cannot measure this: vocabPaths: [] (expected: with words, the"
            + " vocabulary of t)");
  }

  private void schema(String text) throws IOException {
    Files.writeString(deployment.schemaFile(), text.replace('\'', '"'));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Baseline.read(deployment))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
  }
}
