package io.millrace.pipelines.cli;

import io.millrace.models.training.EpochReport;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingStart;
import java.io.PrintStream;
import java.util.Locale;

/** Prints a line for each epoch of a training. */
final class TrainingPrinter implements TrainingProgress {
  private final PrintStream out;
  private long examples;

  TrainingPrinter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void started(TrainingStart start) {
    examples = start.examples();
    out.printf(
        Locale.ROOT,
        "training on %,d examples, validating on %,d, %,d steps an epoch%s%n",
        start.examples(),
        start.validationExamples(),
        start.stepsPerEpoch(),
        start.resumed() ? ", going on behind step " + start.step() : "");
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT, "epoch %d/%d  loss %.5f", epoch.epoch(), epoch.epochs(), epoch.loss()));
    if (!Double.isNaN(epoch.validationLoss())) {
      line.append(String.format(Locale.ROOT, "  validation %.5f", epoch.validationLoss()));
      line.append(epoch.best() ? " (best)" : "");
    }
    double left = examples * (double) (epoch.epochs() - epoch.epoch()) / epoch.examplesPerSecond();
    line.append(
        String.format(
            Locale.ROOT, "  %,.0f examples/s  %.0f s left", epoch.examplesPerSecond(), left));
    out.println(line);
  }
}
