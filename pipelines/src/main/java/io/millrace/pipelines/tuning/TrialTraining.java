package io.millrace.pipelines.tuning;

import io.millrace.models.registry.DataWindow;
import io.millrace.pipelines.config.ConfigurationException;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.DeploymentSource;
import io.millrace.pipelines.training.ValidatedTraining;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one trial and measures it on the validation rows.
 *
 * @param source the deployment, with what every trial has
 * @param from of the window, in milliseconds
 * @param to of the window, in milliseconds
 * @param metric by name
 */
record TrialTraining(DeploymentSource source, long from, long to, String metric)
    implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(TrialTraining.class);

  /** Carries the trial out; what goes wrong with it is its result. */
  TrialResult run(TrialOrder order) {
    long start = System.nanoTime();
    Map<String, String> settings = new LinkedHashMap<>(order.settings());
    settings.put("training.epochs", Integer.toString(order.epochs()));
    try {
      Deployment deployment = source.with(settings).load();
      DataWindow window = new DataWindow(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
      ValidatedTraining trained = ValidatedTraining.run(deployment, window, metric);
      double value = trained.value();
      return new TrialResult(
          order, Double.isNaN(value) ? null : value, trained.epochs(), seconds(start), null);
    } catch (ConfigurationException | IOException | RuntimeException e) {
      LOG.warn("trial {}: failed", order.number(), e);
      return new TrialResult(order, null, 0, seconds(start), String.valueOf(e.getMessage()));
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
