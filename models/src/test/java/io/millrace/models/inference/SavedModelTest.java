package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorType;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedModelTest {
  private static final ModelOptions FEED_NAN = ModelOptions.defaults().withNan(NanPolicy.FEED);

  private final Path directory;

  SavedModelTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void predictsARow() throws Exception {
    SmallModels.scaling(directory, 2.5f);
    try (SavedModel model = SavedModel.load(directory)) {
      Predictions predictions = model.predict(SmallModels.floats("x", 1, -4, 0));
      assertThat(predictions.floats("y")).containsExactly(2.5, -10, 0);
      assertThat(model.predict(SmallModels.floats("x")).rows()).isZero();
    }
  }

  @Test
  void feedsAndGivesEveryType() throws Exception {
    SmallModels.echo(directory);
    ColumnBatchBuilder rows = new ColumnBatchBuilder(Layout.of(), false);
    int f32 = rows.column("f32", ValueType.INT);
    int f64 = rows.column("f64", ValueType.FLOAT);
    int i32 = rows.column("i32", ValueType.INT);
    int i64 = rows.column("i64", ValueType.INT);
    int text = rows.column("text", ValueType.STRING);
    String[] texts = {"", "short", "a text that is longer than twenty-two bytes", "Straße"};
    for (int row = 0; row < 4; row++) {
      if (row != 2) {
        rows.append(f32, (long) row);
        rows.append(f64, row / 3.0);
      }
      rows.append(i32, (long) -row);
      rows.append(i64, Long.MAX_VALUE - row);
      if (row != 0) {
        rows.append(text, texts[row].getBytes(StandardCharsets.UTF_8));
      }
      SmallModels.end(rows);
    }
    try (SavedModel model = SavedModel.load(directory, FEED_NAN)) {
      Predictions given = model.predict(rows.build());

      assertThat(given.floats("f32_out")).containsExactly(0, 1, Double.NaN, 3);
      assertThat(given.floats("f64_out")).containsExactly(0, 1 / 3.0, Double.NaN, 1);
      assertThat(((IntColumn) given.output("i32_out")).values()).containsExactly(0, -1, -2, -3);
      assertThat(((IntColumn) given.output("i64_out")).values()[3]).isEqualTo(Long.MAX_VALUE - 3);
      assertThat(((IntColumn) given.output("time_out")).values())
          .containsExactly(1000, 1001, 1002, 1003);
      BytesColumn strings = (BytesColumn) given.output("text_out");
      assertThat(strings.string(0)).isEmpty();
      assertThat(strings.string(2)).isEqualTo(texts[2]);
      assertThat(strings.string(3)).isEqualTo(texts[3]);
      FloatColumn pair = (FloatColumn) given.output("pair");
      assertThat(pair.isSingle()).isFalse();
      assertThat(pair.valueEnd(3) - pair.valueStart(3)).isEqualTo(2);
      assertThat(pair.value(pair.valueStart(3) + 1)).isEqualTo(-3);
    }
  }

  @Test
  void anIntegerIsFedAsDecimalTextToAString() throws Exception {
    SmallModels.parsing(directory);
    ColumnBatchBuilder rows =
        new ColumnBatchBuilder(Layout.of(new Layout.Field("text", ValueType.INT)), false);
    for (long value : new long[] {0, 7, -40, 123_456}) {
      rows.append(0, value);
      SmallModels.end(rows);
    }
    SmallModels.end(rows);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.predict(rows.build()).floats("number"))
          .containsExactly(0, 7, -40, 123_456, 0);
    }
  }

  @Test
  void namesTheColumnThatDoesNotFit() throws Exception {
    SmallModels.scaling(directory, 1);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThatThrownBy(() -> model.predict(SmallModels.floats("z", 1)))
          .isInstanceOf(UnfitInputException.class)
          .hasMessage("column x: absent (expected: FLOAT32 for the model)");
      assertThatThrownBy(() -> model.predict(SmallModels.strings("x", "1")))
          .isInstanceOf(UnfitInputException.class)
          .hasMessage("column x: STRING (expected: FLOAT or INT, as the model takes FLOAT32)");
      ColumnBatchBuilder lists =
          new ColumnBatchBuilder(Layout.of(new Layout.Field("x", ValueType.FLOAT)), false);
      lists.append(0, 1d);
      SmallModels.end(lists);
      lists.append(0, 1d);
      lists.append(0, 2d);
      SmallModels.end(lists);
      ColumnBatch rows = lists.build();
      assertThatThrownBy(() -> model.predict(rows))
          .hasMessage("column x: 2 values (expected: one)")
          .extracting(e -> ((UnfitInputException) e).row())
          .isEqualTo(1);
    }
  }

  @Test
  void aClosedModelSaysSo() throws Exception {
    SmallModels.scaling(directory, 1);
    SavedModel model = SavedModel.load(directory);
    model.close();
    assertThatThrownBy(() -> model.predict(SmallModels.floats("x", 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "saved_model.pb,              delete,   absent",
    "saved_model.pb,              halve,    whole SavedModel",
    "saved_model.pb,              empty,    one tagged serve",
    "variables,                   delete,   uninitialized value",
    "variables/variables.index,   delete,   uninitialized value",
    "variables/variables.index,   halve,    that loads",
    "variables/variables.data-00000-of-00001, delete, that loads",
    "variables/variables.data-00000-of-00001, halve,  that loads",
    "variables/variables.data-00000-of-00001, flip,   that loads",
  })
  void refusesADefect(String file, String defect, String reason) throws IOException {
    SmallModels.scaling(directory, 2);
    spoil(directory.resolve(file), defect);
    assertThatThrownBy(() -> SavedModel.load(directory))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aDirectoryThatIsNotThereIsNoFaultOfTheModels() {
    Path none = directory.resolve("none");
    for (boolean manifest : new boolean[] {false, true}) {
      ModelOptions options = ModelOptions.defaults().withManifestRequired(manifest);
      assertThatThrownBy(() -> SavedModel.load(none, options))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(none + ": absent (expected: a model's directory)");
    }
  }

  @Test
  void refusesWhatDoesNotGiveAPredictionARow() throws IOException {
    SmallModels.summing(directory);
    assertThatThrownBy(() -> SavedModel.load(directory))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("output y: shape [] (expected: [?] or [?, ?], a prediction a row");
  }

  @Test
  void refusesAnUnknownSignature() throws IOException {
    SmallModels.scaling(directory, 1);
    assertThatThrownBy(
            () -> SavedModel.load(directory, ModelOptions.defaults().withSignature("other")))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessage("signature: [serving_default] (expected: one named other)");
  }

  @Test
  void refusesASignatureThatNamesAMissingTensor() throws Exception {
    SmallModels.scaling(directory, 1);
    Path file = directory.resolve(SavedModel.FILE);
    var model = org.tensorflow.proto.SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    var signature =
        model.getMetaGraphs(0).getSignatureDefOrThrow(ModelSignature.DEFAULT).toBuilder();
    signature.putOutputs(
        "y", signature.getOutputsOrThrow("y").toBuilder().setName("nowhere:0").build());
    model.getMetaGraphsBuilder(0).putSignatureDef(ModelSignature.DEFAULT, signature.build());
    Files.write(file, model.build().toByteArray());
    assertThatThrownBy(() -> SavedModel.load(directory))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void verifiesTheManifestThatIsThereAndTheOneThatMustBe() throws Exception {
    SmallModels.scaling(directory, 1);
    assertThatThrownBy(
            () -> SavedModel.load(directory, ModelOptions.defaults().withManifestRequired(true)))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("millrace-manifest.json: absent (expected: a manifest)");
    Manifest.write(directory);
    SavedModel.load(directory, ModelOptions.defaults().withManifestRequired(true)).close();
    spoil(directory.resolve(SavedModel.FILE), "flip");
    assertThatThrownBy(() -> SavedModel.load(directory))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("saved_model.pb: sha256");
  }

  @Test
  void knowsWhetherItReadsEventTimes() throws Exception {
    SmallModels.echo(directory.resolve("echo"));
    SmallModels.scaling(directory.resolve("scaling"), 1);
    try (SavedModel echo = SavedModel.load(directory.resolve("echo"));
        SavedModel scaling = SavedModel.load(directory.resolve("scaling"))) {
      assertThat(echo.readsEventTimes()).isTrue();
      assertThat(scaling.readsEventTimes()).isFalse();
    }
  }

  @Test
  void readsTheSignatureInTheOrderOfNames() throws Exception {
    SmallModels.echo(directory);
    ModelSignature signature = ModelSignature.read(directory, ModelSignature.DEFAULT);
    assertThat(signature.inputs())
        .extracting(TensorSpec::name)
        .containsExactly("event_time", "f32", "f64", "i32", "i64", "text");
    TensorSpec f32 = signature.inputs().get(1);
    assertThat(f32.type()).isEqualTo(TensorType.FLOAT32);
    assertThat(f32.dimensions()).isEqualTo(List.of(-1L, 1L));
  }

  private static void spoil(Path path, String defect) throws IOException {
    if (defect.equals("delete")) {
      if (Files.isDirectory(path)) {
        try (var files = Files.list(path)) {
          for (Path file : (Iterable<Path>) files::iterator) {
            Files.delete(file);
          }
        }
      }
      Files.delete(path);
      return;
    }
    byte[] bytes = Files.readAllBytes(path);
    switch (defect) {
      case "halve" -> bytes = Arrays.copyOf(bytes, bytes.length / 2);
      case "empty" -> bytes = new byte[0];
      case "flip" -> bytes[bytes.length / 2] ^= 4;
      default -> throw new IllegalArgumentException(defect);
    }
    Files.write(path, bytes);
  }
}
