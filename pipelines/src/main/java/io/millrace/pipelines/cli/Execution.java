package io.millrace.pipelines.cli;

import java.nio.file.Path;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * A way to run a pipeline. Found by {@link java.util.ServiceLoader}: to add one, implement this and
 * name it in {@code META-INF/services}.
 */
public interface Execution {

  /**
   * What is to be run.
   *
   * @param streaming whether the pipeline is unbounded
   * @param master the cluster's {@code host:port}; null for this process
   * @param checkpoints the directory for checkpoints
   */
  record Settings(boolean streaming, @Nullable String master, Path checkpoints) {}

  /** The name that {@code --runner} takes. */
  String name();

  /** The options with which Beam runs the pipeline this way. */
  PipelineOptions options(Settings settings);
}
