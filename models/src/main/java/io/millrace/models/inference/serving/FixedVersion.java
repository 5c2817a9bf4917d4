package io.millrace.models.inference.serving;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One version under a directory {@code <model>/<version>/}, whatever else turns up there. */
public final class FixedVersion implements ModelSource {
  private final VersionedDirectory directory;
  private final long version;

  public FixedVersion(Path directory, long version) {
    if (version < 0) {
      throw new IllegalArgumentException("version: " + version + " (expected: 0 or more)");
    }
    this.directory = new VersionedDirectory(directory);
    this.version = version;
  }

  @Override
  public String name() {
    return directory.name() + "/" + version;
  }

  @Override
  public @Nullable ModelLocation current() throws IOException {
    return directory.find(version);
  }
}
