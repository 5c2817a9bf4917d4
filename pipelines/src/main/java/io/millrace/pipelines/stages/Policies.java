package io.millrace.pipelines.stages;

import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.RetrainingSettings;
import io.millrace.transforms.retraining.PolicySettings;
import io.millrace.transforms.retraining.Trigger;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The retraining policy as the configuration says it. */
public final class Policies {
  private Policies() {}

  public static PolicySettings settings(Deployment deployment) {
    RetrainingSettings retraining = deployment.retraining();
    List<Set<Trigger>> on =
        retraining.on().stream()
            .map(all -> all.stream().map(Policies::trigger).collect(Collectors.toSet()))
            .toList();
    RetrainingSettings.Budget budget = retraining.budget();
    return new PolicySettings(
        on,
        deployment.training().window(),
        retraining.cooldown(),
        budget == null ? null : new PolicySettings.Budget(budget.trainings(), budget.per()),
        retraining.newExamples(),
        retraining.schedule(),
        retraining.change().examples(),
        retraining.change().rise(),
        retraining.change().growth());
  }

  private static Trigger trigger(RetrainingSettings.Trigger trigger) {
    return switch (trigger) {
      case ERROR -> Trigger.ERROR;
      case DRIFT -> Trigger.DRIFT;
      case NEW_EXAMPLES -> Trigger.NEW_DATA;
      case SCHEDULE -> Trigger.SCHEDULE;
      case NEW_FILES -> Trigger.NEW_FILES;
    };
  }
}
