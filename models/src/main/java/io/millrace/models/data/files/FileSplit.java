package io.millrace.models.data.files;

import java.io.Serializable;

/**
 * A part of a file that is read by itself.
 *
 * @param file the file's path
 * @param start the byte at which the split starts; with CSV and JSON, rows that start in the split
 *     belong to it
 * @param end the byte behind the split
 * @param firstRow the number of the split's first row in the file, from 0, where the format knows
 *     it; 0 otherwise
 */
public record FileSplit(String file, long start, long end, long firstRow) implements Serializable {

  public long bytes() {
    return end - start;
  }
}
