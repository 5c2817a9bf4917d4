package io.millrace.pipelines.training;

import io.millrace.models.training.EpochReport;
import io.millrace.models.training.StepReport;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.events.EventFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a training's curves for TensorBoard: the loss every so many steps, and every epoch. */
final class EventFileRecorder implements TrainingProgress, Closeable {
  private static final int EVERY_STEPS = 50;

  private final EventFile file;

  private EventFileRecorder(EventFile file) {
    this.file = file;
  }

  static EventFileRecorder in(Path directory) throws IOException {
    return new EventFileRecorder(EventFile.create(directory, InstantSource.system()));
  }

  @Override
  public void stepEnded(StepReport step) {
    if (step.step() % EVERY_STEPS == 0) {
      add(step.step(), Map.of("step/loss", step.loss(), "step/learning_rate", step.learningRate()));
    }
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("epoch/loss", epoch.loss());
    if (!Double.isNaN(epoch.validationLoss())) {
      values.put("epoch/validation_loss", epoch.validationLoss());
    }
    values.put("epoch/examples_per_second", epoch.examplesPerSecond());
    add(epoch.step(), values);
    try {
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(long step, Map<String, Double> values) {
    try {
      file.add(step, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
