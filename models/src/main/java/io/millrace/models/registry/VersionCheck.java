package io.millrace.models.registry;

import io.millrace.models.inference.ModelInspection;
import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Whether a version would serve: its manifest, its signature, a load and a probe call. */
public final class VersionCheck {
  private final ModelStore models;
  private final ModelOptions options;

  /** A check of versions in a store, loaded as a worker with default settings does. */
  public VersionCheck(ModelStore models) {
    this.models = models;
    this.options = ModelOptions.defaults().withManifestRequired(true);
  }

  /**
   * Why the version would not serve; null if it would.
   *
   * @throws IOException if the store cannot be read just now, which says nothing of the version
   * @throws RuntimeException if there is no memory for it, which says as little
   */
  public @Nullable String refusal(String model, long version) throws IOException {
    try {
      ModelInspection inspection = ModelInspection.of(models.fetch(model, version), options);
      return inspection.checks().stream()
          .filter(check -> !check.passed())
          .map(check -> check.name() + ": " + check.detail())
          .findFirst()
          .orElse(null);
    } catch (ModelRejectedException e) {
      return String.valueOf(e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
