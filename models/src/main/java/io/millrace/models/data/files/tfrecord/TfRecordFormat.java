package io.millrace.models.data.files.tfrecord;

import io.millrace.models.data.Layout;
import io.millrace.models.data.files.BadRows;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.Format;
import io.millrace.models.data.files.FormatFiles;
import io.millrace.models.data.files.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * TFRecord files of {@code tf.Example} or {@code tf.SequenceExample}. Columns turn up while
 * reading, so none is known beforehand.
 */
public final class TfRecordFormat implements Format {

  @Override
  public FileFormat format() {
    return FileFormat.TFRECORD;
  }

  @Override
  public FormatFiles open(List<Path> files, ReadOptions options, int threads) throws IOException {
    List<FileSplit> splits = new ArrayList<>();
    for (Path file : files) {
      splits.addAll(RecordIndex.splits(file, options.sizes().splitBytes()));
    }
    return new TfRecordFiles(splits, options);
  }

  private record TfRecordFiles(List<FileSplit> splits, ReadOptions options) implements FormatFiles {

    @Override
    public Layout layout() {
      return Layout.of();
    }

    @Override
    public BatchReader read(FileSplit split, BadRows bad) throws IOException {
      return new TfRecordReader(split, options, bad);
    }
  }
}
