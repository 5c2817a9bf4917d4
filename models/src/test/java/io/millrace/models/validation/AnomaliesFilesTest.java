package io.millrace.models.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;

class AnomaliesFilesTest {
  private static final Anomalies ANOMALIES =
      Anomalies.newBuilder()
          .putAnomalyInfo(
              "größe",
              AnomalyInfo.newBuilder()
                  .setSeverity(AnomalyInfo.Severity.ERROR)
                  .setDescription("Ünexpected")
                  .build())
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"SchemaDiff.pb", "anomalies.pbtxt"})
  void whatIsWrittenIsRead(String name, @TempDir Path directory) throws Exception {
    Path file = directory.resolve(name);
    AnomaliesFiles.write(file, ANOMALIES);
    assertThat(AnomaliesFiles.read(file)).isEqualTo(ANOMALIES);
  }

  @Test
  void textIsForPeopleAndMayBeOfANewerTfx(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("anomalies.pbtxt");
    AnomaliesFiles.write(file, ANOMALIES);
    String text = Files.readString(file);
    assertThat(text).contains("description: \"Ünexpected\"");
    Files.writeString(file, text + "of_tomorrow: 3\n");
    assertThat(AnomaliesFiles.read(file)).isEqualTo(ANOMALIES);
  }

  @Test
  void anotherExtensionIsRefused(@TempDir Path directory) {
    Path file = directory.resolve("anomalies.json");
    assertThatThrownBy(() -> AnomaliesFiles.write(file, ANOMALIES))
        .isInstanceOf(IOException.class)
        .hasMessage("anomalies file: " + file + " (expected: extension .pb or .pbtxt)");
    assertThat(file).doesNotExist();
  }
}
