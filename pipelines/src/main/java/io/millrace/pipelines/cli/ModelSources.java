package io.millrace.pipelines.cli;

import io.millrace.models.inference.serving.FixedVersion;
import io.millrace.models.inference.serving.ModelDirectory;
import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.inference.serving.ModelSource;
import io.millrace.models.inference.serving.VersionedDirectory;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.RegistryModelSource;
import io.millrace.models.registry.StoreLocation;
import io.millrace.pipelines.config.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds models by what people write: a directory, {@code NAME@ALIAS} or {@code NAME:VERSION}. */
final class ModelSources {
  private static final Pattern NAMED = Pattern.compile("([\\w.-]+)(?:@([\\w.-]+)|:(\\d{1,18}))");

  private ModelSources() {}

  /**
   * Where the model's versions come from.
   *
   * @param option the option's name, for messages
   * @param deployment whose registry is asked for names; null if none was given
   */
  static ModelSource find(String option, String model, @Nullable Deployment deployment)
      throws Exception {
    Path directory = Path.of(model);
    if (Files.isDirectory(directory)) {
      return ModelDirectory.isOne(directory)
          ? new ModelDirectory(directory)
          : new VersionedDirectory(directory);
    }
    Matcher named = NAMED.matcher(model);
    if (!named.matches()) {
      throw new IllegalArgumentException(
          option + ": " + model + " (expected: a directory, NAME@ALIAS or NAME:VERSION)");
    }
    if (deployment == null) {
      throw new IllegalArgumentException(
          "--config: none (expected: the deployment that knows " + option + " " + model + ")");
    }
    StoreLocation store = deployment.registry().models();
    if (named.group(2) != null) {
      return new RegistryModelSource(
          deployment.registry().url(), store, named.group(1), named.group(2));
    }
    long version = Long.parseLong(named.group(3));
    Path fetched = new ModelStore(store).fetch(named.group(1), version);
    return new FixedVersion(fetched.resolveSibling("."), version);
  }

  /** The directory of the version that is there now. */
  static Path directory(String option, String model, @Nullable Deployment deployment)
      throws Exception {
    ModelLocation location = find(option, model, deployment).current();
    if (location == null) {
      throw new IllegalArgumentException(
          option + ": " + model + " has no version (expected: at least one)");
    }
    return location.directory();
  }
}
