package io.millrace.models.training.rows;

import io.millrace.models.data.ColumnBatch;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * Labelled rows that can be read again and again, the same rows in the same order every time: from
 * memory, or from files that memory could not hold. Training reads them twice, once to fit and once
 * to encode.
 */
@FunctionalInterface
public interface TrainingData {

  /** Starts to read from the first row; the caller closes it. */
  BatchCursor open() throws IOException;

  /** Rows in memory. */
  static TrainingData of(List<ColumnBatch> batches) {
    return () -> {
      Iterator<ColumnBatch> rest = batches.iterator();
      return () -> rest.hasNext() ? rest.next() : null;
    };
  }
}
