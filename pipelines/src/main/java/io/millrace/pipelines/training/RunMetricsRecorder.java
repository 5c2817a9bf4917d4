package io.millrace.pipelines.training;

import io.millrace.models.registry.LeaseLostException;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunClaim;
import io.millrace.models.training.EpochReport;
import io.millrace.models.training.TrainingProgress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records every epoch in the registry, and ends the training of a worker that lost its lease. */
record RunMetricsRecorder(Registry registry, RunClaim claim) implements TrainingProgress {
  private static final Logger LOG = LoggerFactory.getLogger(RunMetricsRecorder.class);

  @Override
  public void epochEnded(EpochReport epoch) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("epoch", (double) epoch.epoch());
    figures.put("loss", epoch.loss());
    if (!Double.isNaN(epoch.validationLoss())) {
      figures.put("validation_loss", epoch.validationLoss());
    }
    figures.put("learning_rate", epoch.learningRate());
    figures.put("examples_per_second", epoch.examplesPerSecond());
    try {
      registry.recordMetrics(claim, epoch.step(), figures);
    } catch (LeaseLostException e) {
      throw new LeaseLost(e);
    }
  }

  @Override
  public void checkpointLeft(Path file, String why) {
    LOG.warn("run {}: {} is left: {}", claim.run().id(), file, why);
  }

  /** The lease was lost in the middle of a training. */
  static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(LeaseLostException lease) {
      super(lease.getMessage(), lease);
    }
  }
}
