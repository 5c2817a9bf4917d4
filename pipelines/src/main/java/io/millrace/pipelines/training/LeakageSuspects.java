package io.millrace.pipelines.training;

import io.millrace.models.evaluation.leakage.LeakageCheck;
import io.millrace.models.evaluation.leakage.LeakageFinding;
import io.millrace.models.evaluation.leakage.LeakageLimits;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Registry;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.util.List;

/** Looks for features of a deployment that know the label, in the examples of a window. */
public final class LeakageSuspects {
  private LeakageSuspects() {}

  /** The findings on the rows that a training on this window would learn from. */
  public static List<LeakageFinding> of(Deployment deployment, Registry registry, DataWindow window)
      throws IOException {
    Examples examples =
        RunWindow.read(deployment, registry, window, deployment.training().holdout());
    List<String> inputs =
        deployment.features().stream()
            .flatMap(feature -> feature.columns().stream())
            .filter(column -> !column.equals(InputTensors.EVENT_TIME))
            .distinct()
            .toList();
    return new LeakageCheck(HeldOutComparison.columns(deployment), inputs, LeakageLimits.DEFAULT)
        .run(examples.on(Side.TRAINING), ServingStatistics.newest(deployment));
  }
}
