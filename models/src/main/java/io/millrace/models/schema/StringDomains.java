package io.millrace.models.schema;

import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.StringDomain;

/** The string domains that features share by name. */
public interface StringDomains {
  /** The domain of this name, to be changed in place; null if there is none. */
  StringDomain.@Nullable Builder find(String name);

  /** Removes the domain, and the reference to it from all features. */
  void remove(String name);
}
