package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import org.jspecify.annotations.Nullable;

/** The version of a model that is in force in this process, once there is one. Thread-safe. */
interface CurrentVersion {

  /**
   * Loads and probes a version, and puts it in force.
   *
   * @throws ModelRejectedException when it must not serve; what was in force stays so
   */
  void replace(ModelLocation next, ModelOptions options) throws ModelRejectedException;

  /** A lease on the version in force; null before the first and after the end. */
  @Nullable Lease lease();

  @Nullable ModelLocation location();

  /** Ends the use of the version; leases that are out stay valid. */
  void close();
}
