package io.millrace.pipelines.tuning;

import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.metrics.Metric;
import io.millrace.models.evaluation.metrics.Metrics;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.training.tuning.Observation;
import io.millrace.models.training.tuning.Proposal;
import io.millrace.models.training.tuning.Samplers;
import io.millrace.models.training.tuning.Schedulers;
import io.millrace.models.training.tuning.SearchSpace;
import io.millrace.models.training.tuning.Study;
import io.millrace.pipelines.config.ConfigurationException;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.TuningSettings;
import io.millrace.pipelines.stages.StoreLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;

/**
 * Searches for better settings of a deployment's training: proposes trials round by round, has each
 * round carried out by a Beam pipeline, and tells which was best on the validation rows.
 *
 * <p>A study has a name. Begun again under it, with the same settings and data, it takes what was
 * carried out before from its directory and goes on from there.
 */
public final class Tuner {
  private final Deployment deployment;
  private final StudyDirectory directory;
  private final Supplier<Pipeline> pipelines;
  private final Listener listener;
  private final TrialTraining training;
  private final Metric<?> metric;
  private final SearchSpace space;
  private final List<TrialResult> results = new ArrayList<>();

  /** Told what came of a trial. */
  public interface Listener {
    void trialEnded(TrialResult result);
  }

  /**
   * @param excluded spans of event time that are left out, the polluted ones among them
   * @param study its name, a directory's
   * @param pipelines an empty pipeline for each round
   */
  public Tuner(
      Deployment deployment,
      DataWindow window,
      List<DataWindow> excluded,
      String study,
      Supplier<Pipeline> pipelines,
      Listener listener)
      throws ConfigurationException {
    this.deployment = deployment;
    this.pipelines = pipelines;
    this.listener = listener;
    TuningSettings settings = deployment.tuning();
    if (settings.parameters().isEmpty()) {
      throw new IllegalArgumentException(
          "tuning.parameters: none (expected: a setting that may vary, at least)");
    }
    if (!study.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "study: " + study + " (expected: letters, digits, '_', '.' and '-')");
    }
    space = new SearchSpace(settings.parameters());
    directory = new StudyDirectory(new StoreLayout(deployment.store()).tuning(study).toString());
    metric =
        Metrics.create(
            settings.metric(),
            EvaluationColumns.of(deployment.training().learning().objective(), "label", null)
                .task());
    Map<String, String> common = new LinkedHashMap<>();
    common.put("training.exclude", written(excluded));
    if (deployment.training().validation() == null) {
      common.put("training.validation", "{}"); // its defaults: trials are compared on something
    }
    training =
        new TrialTraining(
            deployment.with(common).source(),
            window.from().toEpochMilli(),
            window.to().toEpochMilli(),
            metric.name());
  }

  private static String written(List<DataWindow> windows) {
    return windows.stream()
        .map(span -> "{from: '" + span.from() + "', to: '" + span.to() + "'}")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * Carries the study out.
   *
   * @return every result, the best first, those trained for less time and failed ones last
   */
  public List<TrialResult> run() throws IOException {
    TuningSettings settings = deployment.tuning();
    Study study =
        new Study(
            Samplers.create(settings.sampler(), space, deployment.training().learning().seed()),
            Schedulers.create(settings.scheduler()),
            settings.trials(),
            deployment.training().learning().epochs(),
            settings.parallel());
    List<Observation> observed = study.run(this::runRound);
    directory.writeAll(results);
    Map<TrialOrder, Observation> losses = new LinkedHashMap<>();
    for (int i = 0; i < observed.size(); i++) {
      losses.put(results.get(i).order(), observed.get(i));
    }
    return results.stream()
        .sorted(
            Comparator.comparing(
                result -> Objects.requireNonNull(losses.get(result.order())),
                Comparator.comparing(Observation::failed)
                    .thenComparing(Comparator.comparingInt(Observation::epochs).reversed())
                    .thenComparing(Observation.BEST_FIRST)))
        .toList();
  }

  private double[] runRound(List<Proposal> round) throws IOException {
    List<TrialOrder> orders =
        round.stream()
            .map(
                trial ->
                    new TrialOrder(trial.number(), trial.epochs(), space.written(trial.point())))
            .toList();
    List<String> missing = new ArrayList<>();
    for (TrialOrder order : orders) {
      if (directory.find(order) == null) {
        missing.add(TrialJson.write(order));
      }
    }
    if (!missing.isEmpty()) {
      carryOut(missing);
    }
    double[] losses = new double[orders.size()];
    for (int i = 0; i < losses.length; i++) {
      TrialResult result = directory.find(orders.get(i));
      if (result == null) {
        throw new IOException(
            directory.path()
                + ": no result of trial "
                + orders.get(i).number()
                + " (expected: one; the store must be the same for all workers)");
      }
      results.add(result);
      Double value = result.value();
      losses[i] = value == null ? Double.NaN : metric.direction().worsening(value, 0);
      listener.trialEnded(result);
    }
    directory.writeAll(results);
    return losses;
  }

  private void carryOut(List<String> orders) throws IOException {
    Pipeline pipeline = pipelines.get();
    pipeline
        .apply("Trials", Create.of(orders).withCoder(StringUtf8Coder.of()))
        .apply("RunTrials", new RunTrials(training, directory));
    PipelineResult.State state = pipeline.run().waitUntilFinish();
    if (state != PipelineResult.State.DONE) {
      throw new IOException("round of trials: " + state + " (expected: DONE)");
    }
  }

  /** The settings with which the best trial is trained for good: with its validation rows too. */
  public static Map<String, String> finalSettings(Deployment deployment, TrialResult best) {
    Map<String, String> settings = new LinkedHashMap<>(best.order().settings());
    settings.put("training.epochs", Integer.toString(best.order().epochs()));
    if (deployment.training().learning().earlyStopping() == null) {
      settings.put("training.validation", "null");
    }
    return settings;
  }
}
