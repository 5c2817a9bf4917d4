package io.millrace.pipelines.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
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
   * @param resume the checkpoint or savepoint to go on from, or {@link #LATEST}; null to begin anew
   * @param parallelism into how many parts each step is divided; null for what the runner finds
   * @param partly whether to go on though the checkpoint holds state of steps that the pipeline
   *     does not have; what it holds of them is left out
   */
  record Settings(
      boolean streaming,
      @Nullable String master,
      Path checkpoints,
      @Nullable String resume,
      @Nullable Integer parallelism,
      boolean partly) {
    /** The newest checkpoint in the directory; a pipeline begins anew where there is none. */
    public static final String LATEST = "latest";

    public Settings {
      if (parallelism != null && parallelism < 1) {
        throw new IllegalArgumentException("parallelism: " + parallelism + " (expected: >= 1)");
      }
    }

    /** A pipeline that begins anew, as parallel as the runner finds right. */
    public Settings(boolean streaming, @Nullable String master, Path checkpoints) {
      this(streaming, master, checkpoints, null, null, false);
    }

    public Settings withResume(@Nullable String from) {
      return new Settings(streaming, master, checkpoints, from, parallelism, partly);
    }

    public Settings withParallelism(@Nullable Integer parts) {
      return new Settings(streaming, master, checkpoints, resume, parts, partly);
    }

    public Settings withPartly(boolean allowed) {
      return new Settings(streaming, master, checkpoints, resume, parallelism, allowed);
    }
  }

  /** The name that {@code --runner} takes. */
  String name();

  /**
   * The options with which Beam runs the pipeline this way.
   *
   * @throws IllegalArgumentException if it cannot go on from there
   */
  PipelineOptions options(Settings settings);

  /**
   * Starts a stream.
   *
   * @throws IllegalArgumentException if its checkpoint holds state of steps that it does not have
   */
  default PipelineResult start(Pipeline stream) {
    return stream.run();
  }

  /** The newest checkpoint in this directory that a stream left which ran this way. */
  default Optional<Path> checkpoint(Path checkpoints) {
    return Optional.empty();
  }

  /** Waits until a stream that runs this way ends, and says how it ended. */
  default PipelineResult.State awaitEnd(PipelineResult stream) throws InterruptedException {
    return stream.waitUntilFinish();
  }
}
