package io.millrace.models.inference.serving;

import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.ModelOptions;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Says which model version should serve now. Asked about once a poll interval, by one thread a
 * process.
 */
public interface ModelSource extends Serializable {

  /** The name under which a process shares one loaded model, such as {@code registry:trips}. */
  String name();

  /** The version that should serve; null when there is none (yet), and then what runs goes on. */
  @Nullable ModelLocation current() throws Exception;

  /** Whether a version without a {@link Manifest} is refused. */
  default boolean requiresManifest() {
    return false;
  }

  /** How the versions are loaded and fed. */
  default ModelOptions options() {
    return ModelOptions.defaults().withManifestRequired(requiresManifest());
  }

  /** Told once for every version that was refused. */
  default void rejected(ModelLocation location, String reason) {}
}
