package io.millrace.models.inference.serving;

import java.nio.file.Path;

/**
 * One version of a model, and the directory that holds its {@code saved_model.pb}. Versions are
 * immutable: the same location always means the same bytes.
 */
public record ModelLocation(String model, long version, Path directory) {

  @Override
  public String toString() {
    return model + "/" + version;
  }
}
