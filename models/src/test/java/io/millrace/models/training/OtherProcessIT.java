package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.network.ModelShape;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherProcessIT {
  private static final List<ColumnBatch> ROWS = Trips.rows(1000, 30, 1);

  @Test
  void trainsTheSameBytesAndPredictsTheSameBits(@TempDir Path root) throws Exception {
    Path here = train(root.resolve("here"));
    Path predictions = root.resolve("predictions");
    run(root.resolve("there"), here, predictions);
    assertThat(Manifest.write(root.resolve("there")).files())
        .isEqualTo(Manifest.write(here).files());
    assertThat(Files.readString(predictions)).isEqualTo(predict(here));
  }

  /** Trains into the first directory, and writes what the model in the second predicts. */
  public static void main(String[] arguments) throws Exception {
    train(Path.of(arguments[0]));
    Files.writeString(Path.of(arguments[2]), predict(Path.of(arguments[1])));
  }

  private static void run(Path model, Path other, Path predictions) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), OtherProcessIT.class.getName()));
    command.addAll(List.of(model.toString(), other.toString(), predictions.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path train(Path directory) throws Exception {
    TrainingSpec spec =
        Trips.spec().shape(ModelShape.wideAndDeep(8, 4).withDropout(0.2)).epochs(2).build();
    new Trainer(spec, "y").train(ROWS, directory, TrainingProgress.NONE);
    return directory;
  }

  private static String predict(Path directory) throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      return Arrays.toString(model.predict(ROWS.get(0)).floats("prediction"));
    }
  }
}
