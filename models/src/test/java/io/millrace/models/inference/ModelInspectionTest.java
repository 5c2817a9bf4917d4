package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.ModelInspection.Check;
import io.millrace.models.inference.ModelInspection.TensorLine;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;

class ModelInspectionTest {
  private final Path directory;

  ModelInspectionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void showsWhatAModelTakesAndThatItServes() throws Exception {
    SmallModels.examples(directory);
    Manifest.write(directory);
    ModelInspection inspection = ModelInspection.of(directory, ModelOptions.defaults());
    assertThat(inspection.isRefused()).as(inspection.checks().toString()).isFalse();
    assertThat(inspection.checks())
        .extracting(Check::name)
        .containsExactly("manifest", "graph", "signature", "warm-up", "load");
    assertThat(inspection.tags()).containsExactly("serve");
    assertThat(inspection.bytes()).isEqualTo(SavedModel.bytesOf(directory));
    ModelInspection.Signature signature = inspection.signatures().get(0);
    assertThat(signature.name()).isEqualTo("serving_default");
    assertThat(signature.inputs())
        .containsExactly(new TensorLine("examples", "STRING", "[?]", "Placeholder:0"));
    assertThat(signature.outputs())
        .extracting(TensorLine::name)
        .containsExactly("n", "sum", "word");
    assertThat(inspection.features())
        .containsExactly(
            new ModelInspection.Feature("n", "INT", false),
            new ModelInspection.Feature("word", "STRING", false),
            new ModelInspection.Feature("x", "FLOAT", true));
  }

  @Test
  void saysWhyAModelWouldBeRefused() throws Exception {
    SmallModels.scaling(directory, 1);
    ModelInspection bare =
        ModelInspection.of(directory, ModelOptions.defaults().withManifestRequired(true));
    assertThat(bare.isRefused()).isTrue();
    assertThat(bare.checks().get(0).detail()).contains("absent (expected: a manifest)");
    assertThat(bare.checks().get(1).passed()).isTrue();

    Files.delete(directory.resolve("variables/variables.index"));
    ModelInspection empty = ModelInspection.of(directory, ModelOptions.defaults());
    assertThat(empty.isRefused()).isTrue();
    Check last = empty.checks().get(empty.checks().size() - 1);
    assertThat(last.name()).isEqualTo("load");
    assertThat(last.detail()).contains("uninitialized value");
  }

  @Test
  void showsTypesThatNobodyCanFeed() throws Exception {
    SmallModels.scaling(directory, 1);
    SmallModels.addSignature(
        directory,
        ModelSignature.DEFAULT,
        signature ->
            signature.putInputs(
                "x",
                signature.getInputsOrThrow("x").toBuilder()
                    .setDtype(DataType.DT_COMPLEX64)
                    .build()));
    ModelInspection inspection = ModelInspection.of(directory, ModelOptions.defaults());
    assertThat(inspection.signatures().get(0).inputs().get(0).type()).isEqualTo("COMPLEX64");
    assertThat(inspection.isRefused()).isTrue();
    assertThat(inspection.checks().get(2).detail()).startsWith("input x: DT_COMPLEX64 (expected:");
  }

  @Test
  void aModelThatIsNotThereFailsNoCheck() {
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> ModelInspection.of(none, ModelOptions.defaults()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(none + ": absent (expected: a model's directory)");
  }
}
