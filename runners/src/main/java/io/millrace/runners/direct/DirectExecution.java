package io.millrace.runners.direct;

import io.millrace.pipelines.cli.Execution;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Runs a pipeline in this process with Beam's Direct runner, without the checks that make it 7 to
 * 30 times slower. For files and tests; it is no home for a stream.
 */
public final class DirectExecution implements Execution {
  @Override
  public String name() {
    return "direct";
  }

  @Override
  public PipelineOptions options(Settings settings) {
    if (settings.resume() != null) {
      throw new IllegalArgumentException(
          "resume: "
              + settings.resume()
              + " (expected: nothing; the Direct runner keeps no checkpoints)");
    }
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    Integer parallelism = settings.parallelism();
    options.setTargetParallelism(
        parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism);
    options.setEnforceImmutability(false);
    options.setEnforceEncodability(false);
    return options;
  }
}
