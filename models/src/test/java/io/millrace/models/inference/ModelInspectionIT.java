package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TFResourceExhaustedException;

class ModelInspectionIT {
  /** Takes ten seconds: so long TensorFlow waits for others to give memory back. */
  @Test
  void aMachineThatIsTooSmallFailsNoCheck(@TempDir Path directory) throws Exception {
    SmallModels.boundless(directory);
    assertThatThrownBy(() -> ModelInspection.of(directory, ModelOptions.defaults()))
        .isInstanceOf(TFResourceExhaustedException.class);
  }
}
