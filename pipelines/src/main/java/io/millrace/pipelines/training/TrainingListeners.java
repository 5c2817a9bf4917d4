package io.millrace.pipelines.training;

import io.millrace.models.training.EpochReport;
import io.millrace.models.training.StepReport;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingStart;
import java.nio.file.Path;
import java.util.List;

/** Tells several listeners how a training goes, in this order. */
record TrainingListeners(List<TrainingProgress> listeners) implements TrainingProgress {

  TrainingListeners {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void started(TrainingStart start) {
    listeners.forEach(listener -> listener.started(start));
  }

  @Override
  public void stepEnded(StepReport step) {
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).stepEnded(step);
    }
  }

  @Override
  public void checkpointLeft(Path file, String why) {
    listeners.forEach(listener -> listener.checkpointLeft(file, why));
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    listeners.forEach(listener -> listener.epochEnded(epoch));
  }
}
