package io.millrace.models.data.files;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.Layout;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A data set in files of one format. Opening it checks headers and schemas and, for CSV and JSON,
 * infers the columns' types from all rows; reading gives batches, split by split.
 *
 * <p>Rows know where they stand, as their {@link FileFormat} says. They have record ids and event
 * times where {@link KeyColumns} names columns for them. Immutable and thread-safe; readers are
 * neither.
 */
public final class DataFiles implements Serializable {
  private final ReadOptions options;
  private final FormatFiles files;

  private DataFiles(ReadOptions options, FormatFiles files) {
    this.options = options;
    this.files = files;
  }

  /**
   * Opens files with as many threads as there are processors.
   *
   * @param patterns paths or globs; {@code **} goes through directories
   * @throws IOException if a pattern names no file, a file cannot be read, or files do not go
   *     together
   */
  public static DataFiles open(List<String> patterns, ReadOptions options) throws IOException {
    return open(patterns, options, Runtime.getRuntime().availableProcessors());
  }

  /** Opens files with at most {@code threads} threads. */
  public static DataFiles open(List<String> patterns, ReadOptions options, int threads)
      throws IOException {
    List<Path> files = FilePatterns.files(patterns);
    FormatFiles opened = format(options.format()).open(files, options, threads);
    return new DataFiles(options, opened);
  }

  private static Format format(FileFormat wanted) {
    for (Format format : ServiceLoader.load(Format.class)) {
      if (format.format() == wanted) {
        return format;
      }
    }
    throw new IllegalStateException(
        "format: " + wanted + " (expected: one with an entry in META-INF/services)");
  }

  /** The columns known beforehand. Those of TFRecord turn up while reading, so it has none here. */
  public Layout layout() {
    return KeyedReader.without(options.onlyKeys(), files.layout());
  }

  /** The splits, in the files' order: by size, whoever reads them and with how many threads. */
  public List<FileSplit> splits() {
    return files.splits();
  }

  /** Reads a split; a row that cannot be read ends it with an exception. */
  public BatchReader read(FileSplit split) throws IOException {
    return read(split, BadRows.fail());
  }

  /** Reads a split; rows that cannot be read become dead letters. */
  public BatchReader read(FileSplit split, Consumer<DeadLetter> letters) throws IOException {
    return read(split, BadRows.to(letters));
  }

  private BatchReader read(FileSplit split, BadRows bad) throws IOException {
    return KeyedReader.of(files.read(split, bad), options, bad);
  }

  /**
   * Gives out all rows in their order, several batches at a time, and reads ahead meanwhile.
   *
   * @param take called by this thread
   * @throws IOException at a row that cannot be read, unless {@code bad} takes it
   */
  public void forEach(Workers workers, BadRows bad, Consumer<List<ColumnBatch>> take)
      throws IOException {
    try (ReadAhead ahead = new ReadAhead(splits(), workers, split -> read(split, bad))) {
      for (List<ColumnBatch> batches = ahead.next(); batches != null; batches = ahead.next()) {
        take.accept(batches);
      }
    }
  }

  /**
   * Adds all rows up: one accumulator a split, merged in the order of the splits, so that the
   * result is the same for any number of threads.
   *
   * @param create a new, empty accumulator
   * @param merge merges the second accumulator into the first and gives the result
   * @throws IOException at a row that cannot be read
   */
  public <A> A fold(
      int threads, Supplier<A> create, BiConsumer<A, ColumnBatch> add, BinaryOperator<A> merge)
      throws IOException {
    return fold(threads, BadRows.fail(), create, add, merge);
  }

  /** The same; rows that cannot be read become dead letters, of several threads. */
  public <A> A fold(
      int threads,
      Consumer<DeadLetter> letters,
      Supplier<A> create,
      BiConsumer<A, ColumnBatch> add,
      BinaryOperator<A> merge)
      throws IOException {
    return fold(threads, BadRows.to(letters), create, add, merge);
  }

  private <A> A fold(
      int threads,
      BadRows bad,
      Supplier<A> create,
      BiConsumer<A, ColumnBatch> add,
      BinaryOperator<A> merge)
      throws IOException {
    return SplitFold.fold(
        splits(),
        threads,
        create,
        split -> {
          A accumulator = create.get();
          try (BatchReader reader = read(split, bad)) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
              add.accept(accumulator, batch);
            }
          }
          return accumulator;
        },
        merge);
  }
}
