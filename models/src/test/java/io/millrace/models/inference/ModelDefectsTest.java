package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.batching.IsolatingPredictor;
import io.millrace.models.inference.tensors.TensorValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;

/** What TensorFlow itself takes without a word, or refuses without need. */
class ModelDefectsTest {
  private static final ModelOptions DEFAULTS = ModelOptions.defaults();

  private final Path directory;

  ModelDefectsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aWrongExtraSignatureDoesNotKeepAModelFromServing() throws Exception {
    SmallModels.scaling(directory, 2);
    SmallModels.addSignature(
        directory,
        "extra",
        signature ->
            signature.putInputs(
                "x",
                signature.getInputsOrThrow("x").toBuilder().setDtype(DataType.DT_STRING).build()));
    SmallModels.addSignature(
        directory,
        "dangling",
        signature ->
            signature.putOutputs(
                "y", signature.getOutputsOrThrow("y").toBuilder().setName("no:0").build()));
    Manifest.write(directory);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.predict(SmallModels.floats("x", 3)).floats("y")).containsExactly(6);
      assertThat(model.tensors().signatures())
          .containsExactly("dangling", "extra", ModelSignature.DEFAULT);
    }
    assertThatThrownBy(() -> SavedModel.load(directory, DEFAULTS.withSignature("extra")))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("input x: DT_STRING (expected: DT_FLOAT, as tensor Placeholder:0");
    assertThatThrownBy(() -> SavedModel.load(directory, DEFAULTS.withSignature("dangling")))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("output y: ")
        .hasMessageContaining("(expected: a tensor of the graph)");
  }

  @Test
  void oneTensorMayHaveTwoNames() throws Exception {
    SmallModels.scaling(directory, 2);
    SmallModels.addSignature(
        directory,
        ModelSignature.DEFAULT,
        signature -> signature.putOutputs("again", signature.getOutputsOrThrow("y")));
    try (SavedModel model = SavedModel.load(directory)) {
      Predictions given = model.predict(SmallModels.floats("x", 3));
      assertThat(given.floats("y")).containsExactly(6);
      assertThat(given.floats("again")).containsExactly(6);
    }
  }

  @Test
  void aModelMadeForAnotherDeviceRunsHere() throws Exception {
    SmallModels.scaling(directory, 2);
    SmallModels.edit(
        directory,
        graph ->
            graph.getGraphDefBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOp().equals("Mul"))
                .forEach(node -> node.setDevice("/device:GPU:0")));
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.predict(SmallModels.floats("x", 3)).floats("y")).containsExactly(6);
    }
  }

  @Test
  void anUnknownOperationIsRefused() throws Exception {
    SmallModels.scaling(directory, 2);
    SmallModels.edit(
        directory,
        graph ->
            graph.getGraphDefBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOp().equals("Mul"))
                .forEach(node -> node.setOp("MulWithMagic")));
    assertThatThrownBy(() -> SavedModel.load(directory))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("MulWithMagic");
  }

  @Test
  void aGraphWithAnotherTagIsRefused() throws Exception {
    SmallModels.scaling(directory, 2);
    SmallModels.edit(
        directory, graph -> graph.getMetaInfoDefBuilder().clearTags().addTags("train"));
    assertThatThrownBy(() -> SavedModel.load(directory))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessage("saved_model.pb: 1 graphs (expected: one tagged serve)");
  }

  @Test
  void flippedBitsAreFoundByTheManifestWhereverTheyAre() throws Exception {
    SmallModels.scaling(directory, 2);
    Manifest.write(directory);
    Random random = new Random(11);
    for (String file : new String[] {SavedModel.FILE, "variables/variables.index"}) {
      byte[] bytes = Files.readAllBytes(directory.resolve(file));
      for (int i = 0; i < 20; i++) {
        byte[] spoilt = bytes.clone();
        spoilt[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(directory.resolve(file), spoilt);
        assertThatThrownBy(() -> SavedModel.load(directory))
            .isInstanceOf(ModelRejectedException.class)
            .hasMessageContaining(file + ": sha256");
      }
      Files.write(directory.resolve(file), bytes);
    }
    SavedModel.load(directory).close();
  }

  @Test
  void whatThePipelineFeedsMustFit() throws Exception {
    SmallModels.scaling(directory, 2);
    Layout strings = Layout.of(new Layout.Field("x", ValueType.STRING));
    assertThatThrownBy(() -> SavedModel.load(directory, DEFAULTS.withFed(strings)))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessage(
            "signature serving_default: input x: fed STRING (expected: a column for FLOAT32)");
    Layout others = Layout.of(new Layout.Field("z", ValueType.FLOAT));
    assertThatThrownBy(() -> SavedModel.load(directory, DEFAULTS.withFed(others)))
        .hasMessageContaining("input x: fed no column");
    Layout ints = Layout.of(new Layout.Field("x", ValueType.INT));
    SavedModel.load(directory, DEFAULTS.withFed(ints)).close();
  }

  @Test
  void tensorsAreCheckedBeforeTheyAreFed() throws Exception {
    SmallModels.wide(directory);
    try (TensorModel model = TensorModel.load(directory, false)) {
      TensorValue two = TensorValue.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
      String name = ModelSignature.DEFAULT;
      TensorValue y = Objects.requireNonNull(model.run(name, Map.of("x", two)).get("y"));
      assertThat(y.floats()).containsExactly(6, 15);
      assertThat(y.shape()).containsExactly(2);
      assertThatThrownBy(() -> model.run(name, Map.of()))
          .hasMessage("input x: absent (expected: FLOAT32[?, 3])");
      TensorValue flat = TensorValue.of(new float[6], 6);
      assertThatThrownBy(() -> model.run(name, Map.of("x", flat)))
          .hasMessage("input x: FLOAT32[6] (expected: FLOAT32[?, 3])");
      TensorValue wrong = TensorValue.of(new double[6], 2, 3);
      assertThatThrownBy(() -> model.run(name, Map.of("x", wrong)))
          .hasMessage("input x: FLOAT64[2, 3] (expected: FLOAT32[?, 3])");
      assertThatThrownBy(() -> model.run(name, Map.of("x", two, "z", two)))
          .hasMessage("inputs: [z] (expected: no others than [x])");
    }
  }

  @Test
  void nanIsARowsFailureUnlessTheModelIsKnownToCope() throws Exception {
    SmallModels.scaling(directory, 2);
    var rows = SmallModels.floats("x", 1, Double.NaN, 3);
    try (SavedModel model = SavedModel.load(directory)) {
      IsolatingPredictor.Outcome outcome = new IsolatingPredictor().predict(model, rows);
      assertThat(outcome.goodRows()).containsExactly(0, 2);
      assertThat(outcome.predictions().floats("y")).containsExactly(2, 6);
      assertThat(outcome.failures())
          .containsExactly(
              new IsolatingPredictor.Failure(
                  1,
                  "column x: missing or NaN (expected: a number, as the model's graph does not look"
                      + " for NaN)"));
    }
    try (SavedModel model = SavedModel.load(directory, DEFAULTS.withNan(NanPolicy.FEED))) {
      assertThat(((FloatColumn) model.predict(rows).output("y")).value(1)).isNaN();
    }
    try (SavedModel model = SavedModel.load(directory, DEFAULTS.withValue("x", "5"))) {
      var missing = SmallModels.floatsOrMissing("x", 1.0, null);
      assertThat(model.predict(missing).floats("y")).containsExactly(2, 10);
    }
  }
}
