package io.millrace.pipelines.stages;

import io.millrace.models.drift.AlarmRules;
import io.millrace.models.drift.Criterion;
import io.millrace.models.drift.DatasetRule;
import io.millrace.models.drift.DriftMonitor;
import io.millrace.models.drift.ErrorCusum;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.distances.NewValues;
import io.millrace.models.drift.distances.PopulationStabilityIndex;
import io.millrace.models.drift.distances.Smoothing;
import io.millrace.models.statistics.SliceSpec;
import io.millrace.models.statistics.Slicing;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.DetectorSettings;
import io.millrace.pipelines.config.DriftSettings;
import io.millrace.pipelines.config.RetrainingSettings;
import io.millrace.transforms.drift.WatchedSeries;
import io.millrace.transforms.retraining.PolicySettings;
import io.millrace.transforms.retraining.Trigger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How the stream is watched, and when a new model is asked for, as the configuration says it. */
public final class Monitoring {
  private Monitoring() {}

  /** The slices by these columns, each item one column or several crossed. */
  public static Slicing slicing(List<List<String>> slices) {
    return new Slicing(slices.stream().map(names -> new SliceSpec(names, Map.of())).toList());
  }

  static FeatureDriftTest test(Deployment deployment) {
    DriftSettings drift = deployment.drift();
    List<Criterion> criteria =
        List.of(
            new Criterion(new PopulationStabilityIndex(Smoothing.ADDITIVE), drift.threshold()),
            new Criterion(new NewValues(), null));
    return new FeatureDriftTest(criteria, criteria, drift.confidence(), drift.minimumRows());
  }

  static DriftMonitor.Settings alarms(Deployment deployment) {
    DriftSettings drift = deployment.drift();
    DriftSettings.ErrorDrift error = drift.error();
    DriftSettings.Alarms rules = drift.alarms();
    RetrainingSettings retraining = deployment.retraining();
    return new DriftMonitor.Settings(
        new ErrorCusum(error.slack(), error.cap(), error.threshold(), error.minimumRows()),
        AlarmRules.DEFAULT.with(drift.confirmations(), rules.clearShare()),
        rules.control().name().toLowerCase(Locale.ROOT),
        rules.falseShare(),
        new DatasetRule(rules.datasetShare(), Map.of()),
        retraining.asksOn(RetrainingSettings.Trigger.DRIFT)
            ? Set.copyOf(drift.trainingFeatures())
            : Set.of(),
        retraining.asksOn(RetrainingSettings.Trigger.ERROR));
  }

  /** The series that online detectors watch. */
  static List<WatchedSeries> series(Deployment deployment) {
    return deployment.drift().detectors().stream()
        .map(
            detector ->
                new WatchedSeries(
                    detector.detector(),
                    detector.parameters(),
                    detector.on(),
                    detector.above(),
                    slicing(detector.slices()),
                    asks(detector.on(), deployment)))
        .toList();
  }

  /** A change of the error asks as other alarms on it do, one of a column as its drift does. */
  private static boolean asks(String on, Deployment deployment) {
    RetrainingSettings retraining = deployment.retraining();
    return on.equals(DetectorSettings.ERROR)
        ? retraining.asksOn(RetrainingSettings.Trigger.ERROR)
        : retraining.asksOn(RetrainingSettings.Trigger.DRIFT)
            && deployment.drift().trainingFeatures().contains(on);
  }

  static PolicySettings policy(Deployment deployment) {
    RetrainingSettings retraining = deployment.retraining();
    List<Set<Trigger>> on =
        retraining.on().stream()
            .map(all -> all.stream().map(Monitoring::trigger).collect(Collectors.toSet()))
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
