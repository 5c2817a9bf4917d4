package io.millrace.models.data.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Splits of files that can be split at any byte, because their rows are lines. */
public final class ByteSplits {
  private ByteSplits() {}

  /** Splits of about equal size; a compressed file is one, an empty file none. */
  public static List<FileSplit> of(List<Path> files, ReadOptions options) throws IOException {
    List<FileSplit> splits = new ArrayList<>();
    for (Path file : files) {
      long size = Files.size(file);
      long most = options.sizes().splitBytes();
      long count = Compression.isGzip(file) ? 1 : (size + most - 1) / most;
      for (long i = 0; i < count && size > 0; i++) {
        splits.add(
            new FileSplit(file.toString(), part(size, i, count), part(size, i + 1, count), 0));
      }
    }
    return splits;
  }

  private static long part(long size, long index, long count) {
    return size / count * index + size % count * index / count;
  }
}
