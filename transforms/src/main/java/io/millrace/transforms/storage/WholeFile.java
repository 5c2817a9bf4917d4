package io.millrace.transforms.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Writes files that appear whole or not at all, on any file system that Beam knows. Writing one
 * again replaces it, so that a repeated bundle or a late pane leaves one truth.
 */
public final class WholeFile {

  /** Writes a file's content. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private WholeFile() {}

  /** Writes {@code content} to {@code directory/name}; the directory need not exist. */
  public static void write(String directory, String name, Content content) throws IOException {
    String base = directory.endsWith("/") ? directory : directory + "/";
    ResourceId temporary =
        FileSystems.matchNewResource(base + "." + UUID.randomUUID() + ".tmp", false);
    try {
      try (OutputStream out =
          Channels.newOutputStream(FileSystems.create(temporary, "application/octet-stream"))) {
        content.writeTo(out);
      }
      FileSystems.rename(
          List.of(temporary), List.of(FileSystems.matchNewResource(base + name, false)));
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, temporary);
      throw e;
    }
  }

  private static void deleteAfter(Exception failure, ResourceId temporary) {
    try {
      FileSystems.delete(List.of(temporary), StandardMoveOptions.IGNORE_MISSING_FILES);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
