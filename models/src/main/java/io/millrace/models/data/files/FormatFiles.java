package io.millrace.models.data.files;

import io.millrace.models.data.Layout;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** What is known of a set of files of one format, and how to read their splits. */
public interface FormatFiles extends Serializable {

  /** The columns known beforehand, keys among them; others may turn up in batches. */
  Layout layout();

  /** The splits of all files, in the files' order; the same whoever asks. */
  List<FileSplit> splits();

  /** Reads the rows of a split, with neither ids nor event times set. */
  BatchReader read(FileSplit split, BadRows bad) throws IOException;
}
