package io.millrace.models.training;

import io.millrace.models.training.checkpoints.TrainingState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a SavedModel of ours carries besides the model, in {@code assets.extra/millrace_training},
 * so that a later training can go on from it.
 *
 * @param fitted what was trained
 * @param state weights as training left them, and what the optimizer keeps beside them
 */
record TrainingAssets(FittedSpec fitted, TrainingState state) {
  private static final String DIRECTORY = "assets.extra/millrace_training";
  private static final String FITTED = "fitted.json";
  private static final String STATE = "state.bin";

  void write(Path model) throws IOException {
    Path directory = Files.createDirectories(model.resolve(DIRECTORY));
    Files.writeString(directory.resolve(FITTED), fitted.toJson());
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(directory.resolve(STATE)), 1 << 16))) {
      state.writeTo(out);
    }
  }

  /**
   * @throws IllegalArgumentException when the model was not trained here
   */
  static TrainingAssets read(Path model) throws IOException {
    Path directory = model.resolve(DIRECTORY);
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(directory.resolve(STATE)), 1 << 16))) {
      TrainingState state = TrainingState.readFrom(in);
      return new TrainingAssets(
          FittedSpec.fromJson(Files.readString(directory.resolve(FITTED))), state);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "warm start: " + model + " without " + DIRECTORY + " (expected: a model trained here)",
          e);
    }
  }
}
