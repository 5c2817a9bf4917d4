package io.millrace.models.data.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file format that data sets come in; found by {@link java.util.ServiceLoader}. */
public interface Format {

  FileFormat format();

  /**
   * Looks at the files: headers, schemas, where to split.
   *
   * @param threads how many threads may look, where that means reading all of them
   * @throws IOException if a file cannot be read, or they do not go together
   */
  FormatFiles open(List<Path> files, ReadOptions options, int threads) throws IOException;
}
