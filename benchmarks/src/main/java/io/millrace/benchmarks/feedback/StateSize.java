package io.millrace.benchmarks.feedback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How large the state is.
 *
 * @param heap bytes of this process that are in use after a collection, all else included
 * @param disk bytes of RocksDB's files; what it holds in memory comes on top
 */
record StateSize(long heap, long disk) {
  static StateSize measure(Path rocksDb) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    if (!Files.isDirectory(rocksDb)) {
      return new StateSize(heap, 0);
    }
    try (Stream<Path> files = Files.walk(rocksDb)) {
      return new StateSize(heap, files.mapToLong(StateSize::size).sum());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** RocksDB deletes files whenever it likes. */
  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
