package io.millrace.models.training;

import io.millrace.models.training.events.EventFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the course of a training for TensorBoard ({@code tensorboard --logdir DIRECTORY}): {@code
 * loss/step} and {@code learning_rate} every some steps; {@code loss/training}, {@code
 * loss/validation} and {@code examples_per_second} every epoch. A resumed training adds a file,
 * which TensorBoard joins to those before.
 */
public final class TensorBoard implements TrainingProgress, Closeable {
  private static final int EVERY = 20;

  private final EventFile events;

  private TensorBoard(EventFile events) {
    this.events = events;
  }

  public static TensorBoard in(Path directory) throws IOException {
    return new TensorBoard(EventFile.create(directory, InstantSource.system()));
  }

  @Override
  public void stepEnded(StepReport step) {
    if (step.step() % EVERY == 0) {
      add(step.step(), Map.of("loss/step", step.loss(), "learning_rate", step.learningRate()));
    }
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss/training", epoch.loss());
    if (!Double.isNaN(epoch.validationLoss())) {
      values.put("loss/validation", epoch.validationLoss());
    }
    values.put("examples_per_second", epoch.examplesPerSecond());
    add(epoch.step(), values);
    try {
      events.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(long step, Map<String, Double> values) {
    try {
      events.add(step, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
