package io.millrace.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.training.features.FeatureSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
  private static final Path RESOURCES = Path.of("src/test/resources/io/millrace/pipelines/config");

  private final Path directory;
  private final Path file;

  OverridesTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    this.file = directory.resolve("millrace.yaml");
    Files.copy(RESOURCES.resolve("every-key.yaml"), file);
  }

  @Test
  void aSettingTakesThePlaceOfTheFiles() throws Exception {
    Deployment deployment =
        Deployments.load(file, Map.of())
            .with(
                Map.of(
                    "training.learning_rate", "0.25",
                    "training.shape", "mlp",
                    "training.hidden", "[7, 5]",
                    "training.holdout.share", "0.125"));
    assertThat(deployment.training().learning().optimizer().learningRate().initial())
        .isEqualTo(0.25);
    assertThat(deployment.training().learning().shape().hidden()).isEqualTo(List.of(7, 5));
    assertThat(deployment.training().holdout().share()).isEqualTo(0.125);
  }

  @Test
  void aSettingMakesTheSectionThatIsNotThere() throws Exception {
    Path least = directory.resolve("least.yaml");
    Files.copy(RESOURCES.resolve("least.yaml"), least);
    Deployment deployment = Deployments.load(least, Map.of());
    assertThat(deployment.with(Map.of("training.holdout.share", "0.125")).training().holdout())
        .isEqualTo(new TrainingSettings.Holdout(deployment.training().holdout().span(), 0.125));
  }

  @Test
  void anItemOfAListIsFoundByNameOrPosition() throws Exception {
    Deployment deployment = Deployments.load(file, Map.of());
    FeatureSpec first = deployment.features().get(0);
    String named = "features." + first.name() + ".name";
    assertThatThrownBy(() -> deployment.with(Map.of(named, "\"\"")))
        .hasMessageContaining("features[0].name: \"\"");
    assertThatThrownBy(() -> deployment.with(Map.of("features.0.name", "\"\"")))
        .hasMessageContaining("features[0].name: \"\"");
  }

  @Test
  void laterSettingsGoOverEarlierOnes() throws Exception {
    Deployment deployment =
        Deployments.load(file, Map.of())
            .with(Map.of("training.epochs", "3", "training.batch_size", "9"))
            .with(Map.of("training.epochs", "4"));
    assertThat(deployment.training().learning().epochs()).isEqualTo(4);
    assertThat(deployment.training().learning().batchSize()).isEqualTo(9);
  }

  @Test
  void aWrongSettingIsAProblemOnTheLineItReplaces() throws Exception {
    Deployment deployment = Deployments.load(file, Map.of());
    List<String> lines = Files.readAllLines(file);
    int line = 1;
    while (!lines.get(line - 1).startsWith("  learning_rate:")) {
      line++;
    }
    assertThatThrownBy(() -> deployment.with(Map.of("training.learning_rate", "fast")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            file
                + ":"
                + line
                + ": training.learning_rate: fast (expected: a number above 0 and below"
                + " 1)");
    assertThatThrownBy(() -> deployment.with(Map.of("training.learning_rat", "1")))
        .hasMessageContaining("training.learning_rat: unknown key (expected: learning_rate)");
    assertThatThrownBy(() -> deployment.with(Map.of("training.learning_rate.decay", "1")))
        .hasMessageContaining(
            "training.learning_rate.decay: no setting (expected: the path of a key)");
    assertThatThrownBy(() -> deployment.with(Map.of("features.nobody.name", "1")))
        .hasMessageContaining(
            "features.nobody.name: nobody is not in the list (expected: an item's name or"
                + " position)");
    assertThatThrownBy(() -> deployment.with(Map.of("training.hidden", "[1")))
        .hasMessageContaining("training.hidden: [1 (expected: a value as in YAML)");
  }

  @Test
  void theSourceReadsTheSameWhereNeitherFileNorVariablesAre() throws Exception {
    Files.writeString(
        file, Files.readString(file).replaceFirst("(?m)^model: .*$", "model: \"\\${NAME:-none}\""));
    Deployment deployment = Deployments.load(file, Map.of("NAME", "given"));
    assertThat(deployment.source().variables()).isEqualTo(Map.of("NAME", "given"));
    Files.delete(file);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(deployment.source());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((DeploymentSource) in.readObject()).load()).isEqualTo(deployment);
    }
  }

  @Test
  void whatTheFileLacksMayBeGiven() throws Exception {
    Path lacking = directory.resolve("lacking.yaml");
    Files.writeString(
        lacking,
        Files.readString(RESOURCES.resolve("least.yaml")).replace("windows: {size: P1D}", ""));
    assertThat(
            Deployments.load(
                    lacking, Map.of(), Map.of("windows.size", "P2D", "drift.window", "P4D"))
                .windows()
                .size())
        .isEqualTo(Duration.ofDays(2));
  }

  @Test
  void wrongVariablesSettingsAndKeysAreToldTogether() throws Exception {
    Path wrong = directory.resolve("wrong.yaml");
    Files.writeString(
        wrong,
        Files.readString(RESOURCES.resolve("least.yaml"))
            .replace("windows: {size: P1D}", "windows: {size: PT0.5S}")
            .replace("store: store", "store: ${STORE:-store}"));
    assertThatThrownBy(
            () ->
                Deployments.load(
                    wrong,
                    Map.of("STOER", "secret", "HOST", "h"),
                    Map.of("training.epochs", "0", "features.nobody.name", "x")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            wrong + ":1: STOER: unknown variable (expected: STORE)",
            wrong + ":1: HOST: unknown variable (expected: one of STORE; a setting has a dot)",
            ":1: features.nobody.name: nobody is not in the list",
            ":16: windows.size: PT0.5S (expected: a duration of whole seconds, such as PT10S or"
                + " P1D)",
            "training.epochs: 0 (expected: ")
        .message()
        .doesNotContain("secret");
  }
}
