package io.millrace.transforms.feedback;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.transforms.storage.WholeFile;
import io.millrace.transforms.storage.WriteWindows;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * The store of labelled examples: one Avro file a shard of an event-time window, named after the
 * window, on any file system that Beam knows.
 *
 * <p>A file appears whole or not at all, and writing a window again replaces it, so that a repeated
 * bundle or a late pane leaves one truth.
 */
public final class ExampleStore implements Serializable {
  private static final String SUFFIX = ".avro";

  private final String directory;

  /** The store below this directory; it need not exist yet. */
  public ExampleStore(String directory) {
    this.directory = directory.endsWith("/") ? directory : directory + "/";
  }

  /** Writes the labelled examples of one shard of a window and returns the file's name. */
  public String write(
      long start, long end, int shard, ExampleCodec codec, Iterable<byte[]> labelled)
      throws IOException {
    String name = fileName(start, end, shard);
    WholeFile.write(directory, name, out -> codec.writeFile(labelled, out));
    return directory + name;
  }

  private static String fileName(long start, long end, int shard) {
    return "examples-" + WriteWindows.windowName(start, end) + "-" + shard + SUFFIX;
  }

  /**
   * Reads the labelled examples of all windows that lie between the two times, oldest first.
   *
   * @param from the earliest start of a window
   * @param to the latest end of a window
   */
  public List<ColumnBatch> read(Instant from, Instant to) throws IOException {
    List<MatchResult.Metadata> files = new ArrayList<>();
    try {
      files.addAll(FileSystems.match(directory + "examples-*" + SUFFIX).metadata());
    } catch (FileNotFoundException e) {
      return List.of();
    }
    files.sort(Comparator.comparing(file -> name(file)));
    String first = WriteWindows.time(from);
    String last = WriteWindows.time(to);
    List<ColumnBatch> batches = new ArrayList<>();
    for (MatchResult.Metadata file : files) {
      String name = name(file);
      // examples-<start>-<end>-<shard>.avro
      String[] parts = name.split("-", 4);
      if (parts[1].compareTo(first) >= 0 && parts[2].compareTo(last) <= 0) {
        try (InputStream in = Channels.newInputStream(FileSystems.open(file.resourceId()))) {
          batches.add(ExampleCodec.readFile(in, file.resourceId().toString()));
        }
      }
    }
    return batches;
  }

  private static String name(MatchResult.Metadata file) {
    return String.valueOf(file.resourceId().getFilename());
  }
}
