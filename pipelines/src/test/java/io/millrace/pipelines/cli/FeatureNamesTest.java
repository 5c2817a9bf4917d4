package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.files.FileFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "fare|CSV|fare",
        "sepal.length|CSV|sepal.length",
        "'sepal.length'|CSV|sepal.length",
        "it's|CSV|it's",
        "sepal.length|TFRECORD|sepal.length",
        "##SEQUENCE##.clicks|TFRECORD|##SEQUENCE##/clicks",
        "ride.fare|JSON|ride/fare",
        "'sepal.length'|JSON|sepal.length",
        "ride.'a.b'.c|PARQUET|ride/a.b/c",
        "'it''s'|AVRO|it's"
      })
  void namesArePathsWhereThereAreStructs(String text, FileFormat format, String steps) {
    assertThat(FeatureNames.path(text, format).steps()).isEqualTo(List.of(steps.split("/")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "'a", "'a'b", "a'b"})
  void otherTextsAreNone(String text) {
    assertThatThrownBy(() -> FeatureNames.path(text, FileFormat.JSON))
        .hasMessage("feature: %s (expected: name, struct.field, or 'a name with a dot')", text);
  }

  @Test
  void aColumnWithADotCanBeChosen(@TempDir Path directory) throws Exception {
    Rides rides = new Rides(directory);
    String csv = rides.file("iris.csv", "sepal.length,id\n5.1,1\n4.9,2\n").toString();
    String out = rides.path("iris.pb").toString();
    Console console =
        Console.run("stats", "--input", csv, "--features", "sepal.length", "--out", out);
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.err()).startsWith("2 rows, 1 features");
  }
}
