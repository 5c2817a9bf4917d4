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
 * window, on any file system that Beam knows. Examples whose label was corrected stand once more in
 * a file of corrections of the window in which the new label came.
 *
 * <p>A file appears whole or not at all, and writing a window again replaces it, so that a repeated
 * bundle or a late pane leaves one truth.
 */
public final class ExampleStore implements Serializable {
  private static final String EXAMPLES = "examples-";
  private static final String CORRECTIONS = "corrections-";
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
    return write(EXAMPLES, start, end, shard, codec, labelled);
  }

  /** Writes the examples that were corrected in one shard of a window. */
  String writeCorrections(
      long start, long end, int shard, ExampleCodec codec, Iterable<byte[]> labelled)
      throws IOException {
    return write(CORRECTIONS, start, end, shard, codec, labelled);
  }

  private String write(
      String kind, long start, long end, int shard, ExampleCodec codec, Iterable<byte[]> labelled)
      throws IOException {
    String name = kind + WriteWindows.windowName(start, end) + "-" + shard + SUFFIX;
    WholeFile.write(directory, name, out -> codec.writeFile(labelled, out));
    return directory + name;
  }

  /**
   * Reads the labelled examples of all windows that lie between the two times, oldest first, each
   * record once: of a corrected one only the newest example.
   *
   * @param from the earliest start of a window
   * @param to the latest end of a window
   */
  public List<ColumnBatch> read(Instant from, Instant to) throws IOException {
    List<ColumnBatch> batches = new ArrayList<>();
    ExampleReader reader = open(from, to);
    for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
      batches.add(batch);
    }
    return batches;
  }

  /** The same, a file at a time, so that memory holds one file and the corrections. */
  public ExampleReader open(Instant from, Instant to) throws IOException {
    List<ColumnBatch> corrections = new ArrayList<>();
    for (MatchResult.Metadata file : files(CORRECTIONS, from, to)) {
      corrections.add(batch(file));
    }
    return new ExampleReader(files(EXAMPLES, from, to), new Corrections(corrections));
  }

  static ColumnBatch batch(MatchResult.Metadata file) throws IOException {
    try (InputStream in = Channels.newInputStream(FileSystems.open(file.resourceId()))) {
      return ExampleCodec.readFile(in, file.resourceId().toString());
    }
  }

  private List<MatchResult.Metadata> files(String kind, Instant from, Instant to)
      throws IOException {
    List<MatchResult.Metadata> files = new ArrayList<>();
    try {
      files.addAll(FileSystems.match(directory + kind + "*" + SUFFIX).metadata());
    } catch (FileNotFoundException e) {
      return List.of();
    }
    String first = WriteWindows.time(from);
    String last = WriteWindows.time(to);
    // <kind>-<start>-<end>-<shard>.avro
    files.removeIf(
        file -> {
          String[] parts = name(file).split("-", 4);
          return parts[1].compareTo(first) < 0 || parts[2].compareTo(last) > 0;
        });
    files.sort(Comparator.comparing(ExampleStore::name));
    return files;
  }

  private static String name(MatchResult.Metadata file) {
    return String.valueOf(file.resourceId().getFilename());
  }
}
