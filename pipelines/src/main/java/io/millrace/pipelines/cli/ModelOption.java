package io.millrace.pipelines.cli;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.serving.LocalModel;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.inference.serving.ModelSource;
import io.millrace.models.inference.serving.ModelUnavailableException;
import io.millrace.models.inference.serving.Staleness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a model: a directory, or a model of a deployment's registry. */
final class ModelOption {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LONGEST_WAIT_NANOS = Duration.ofMinutes(5).toNanos();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR|NAME@ALIAS|NAME:VERSION",
      description = {
        "A SavedModel's directory, or one that holds versions of it, of which the newest is taken;",
        "or a model of the registry that --config names."
      })
  private String model = "";

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "The signature to call (default: serving_default, or the only one).")
  private @Nullable String signature;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The deployment's YAML file, for a model of its registry.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = {ConfigOption.VARIABLE, ConfigOption.SETTING})
  private Map<String, String> given = new LinkedHashMap<>();

  /** The model's handler; a version of it is there. */
  LocalModel handler() throws Exception {
    ModelSource source = source();
    if (source.current() == null) {
      throw new IllegalArgumentException(
          "--model: " + model + " has no version (expected: at least one)");
    }
    return LocalModel.of(new WithSignature(source, signature));
  }

  private ModelSource source() throws Exception {
    return ModelSources.find("--model", model, ConfigOption.loadOrNull(config, given));
  }

  /**
   * A lease on the model once it is loaded.
   *
   * @throws IllegalArgumentException if it is refused, with the reason
   */
  static ModelLease acquire(ModelAccess access) {
    long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
    while (true) {
      try {
        return access.acquire(0, POLL);
      } catch (ModelUnavailableException e) {
        Staleness staleness = access.staleness();
        String trouble = staleness.trouble();
        // Without an answer the source was not asked yet.
        if (staleness.lastAnswer() != null && trouble != null) {
          throw new IllegalArgumentException("--model: " + trouble);
        }
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  /** A source whose versions are called by another signature than the default. */
  private record WithSignature(ModelSource source, @Nullable String signature)
      implements ModelSource {
    @Override
    public String name() {
      return source.name() + (signature == null ? "" : "#" + signature);
    }

    @Override
    public @Nullable ModelLocation current() throws Exception {
      return source.current();
    }

    @Override
    public ModelOptions options() {
      return source.options().withSignature(signature);
    }
  }
}
