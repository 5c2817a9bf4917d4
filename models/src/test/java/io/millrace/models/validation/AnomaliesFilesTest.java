package io.millrace.models.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;

class AnomaliesFilesTest {
  private static final Anomalies ANOMALIES =
      Anomalies.newBuilder()
          .putAnomalyInfo("é", AnomalyInfo.newBuilder().setDescription("Größe: \"10\"\n").build())
          .build();

  private final Path directory;

  AnomaliesFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(strings = {"SchemaDiff.pb", "anomalies.pbtxt"})
  void readsWhatItWrote(String name) throws IOException {
    Path file = directory.resolve(name);
    AnomaliesFiles.write(file, ANOMALIES);
    assertThat(AnomaliesFiles.read(file)).isEqualTo(ANOMALIES);
  }

  @Test
  void binaryIsTheBareMessage() throws IOException {
    Path file = directory.resolve("SchemaDiff.pb");
    AnomaliesFiles.write(file, ANOMALIES);
    assertThat(Anomalies.parseFrom(Files.readAllBytes(file))).isEqualTo(ANOMALIES);
  }

  @Test
  void namesFilesThatAreBroken() throws IOException {
    Path file = directory.resolve("SchemaDiff.pb");
    byte[] bytes = ANOMALIES.toByteArray();
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    assertThatThrownBy(() -> AnomaliesFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": damaged, or cut off (expected: anomalies)");

    Path text = directory.resolve("anomalies.pbtxt");
    Files.writeString(text, "anomaly_info {\n  key 3\n}");
    assertThatThrownBy(() -> AnomaliesFiles.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(text + ":2:7: ");

    assertThatThrownBy(() -> AnomaliesFiles.write(directory.resolve("a.json"), ANOMALIES))
        .hasMessageEndingWith("a.json: unknown kind of file (expected: .pb or .pbtxt)");
  }
}
