package io.millrace.pipelines.training;

import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.PollutedWindow;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRun;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.TrainingSettings;
import io.millrace.pipelines.config.TrainingSettings.Holdout;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.feedback.ExampleStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the examples of a training: which window, and what of it is left out. */
public final class RunWindow {
  private RunWindow() {}

  /**
   * The window that a run trains on: the request's, or the newest by the settings before the
   * cause's event time or, without one, before the request. The same whoever claims the run, and
   * when.
   */
  static DataWindow of(Deployment deployment, TrainingRun run) {
    DataWindow window = run.request().window();
    if (window == null) {
      Instant eventTime = run.request().cause().eventTime();
      Instant to = eventTime == null ? run.requestedAt() : eventTime;
      window = new DataWindow(to.minus(deployment.training().window()), to);
    }
    TrainingPlan plan = run.request().plan();
    @Nullable Instant from = plan == null ? null : plan.dataFrom();
    return from != null && from.isAfter(window.from()) && from.isBefore(window.to())
        ? new DataWindow(from, window.to())
        : window;
  }

  /**
   * The examples of a window but for what the settings exclude and the registry knows as polluted.
   *
   * @throws IOException also if there are fewer than the settings want
   */
  static Examples read(Deployment deployment, Registry registry, DataWindow window, Holdout heldOut)
      throws IOException {
    return read(deployment, excluded(deployment, registry), window, heldOut);
  }

  /** The spans that the settings exclude and those that the registry knows as polluted. */
  public static List<DataWindow> excluded(Deployment deployment, Registry registry) {
    List<DataWindow> excluded = new ArrayList<>(deployment.training().exclude());
    registry.pollutedWindows(deployment.model()).stream()
        .map(PollutedWindow::window)
        .forEach(excluded::add);
    return excluded;
  }

  /** The examples of a window but for these spans. */
  static Examples read(
      Deployment deployment, List<DataWindow> excluded, DataWindow window, Holdout heldOut)
      throws IOException {
    TrainingSettings settings = deployment.training();
    ExampleStore store = new ExampleStore(new StoreLayout(deployment.store()).examples());
    Division division =
        new Division(window, heldOut, settings.validation(), settings.learning().seed());
    Examples examples = Examples.read(new StoredExamples(store, window, excluded), division);
    if (examples.rows() < settings.minimumExamples()) {
      throw new IOException(
          "examples: "
              + examples.rows()
              + " from "
              + window.from()
              + " to "
              + window.to()
              + " (expected: at least "
              + settings.minimumExamples()
              + ")");
    }
    return examples;
  }
}
