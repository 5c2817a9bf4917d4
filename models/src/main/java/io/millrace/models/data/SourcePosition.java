package io.millrace.models.data;

/**
 * Where a record stands in its source.
 *
 * @param origin the topic or file
 * @param partition the topic's partition; -1 in a file
 * @param offset the offset in the partition, or the line or record number in the file, from 0, or
 *     the byte at which it starts
 */
public record SourcePosition(String origin, int partition, long offset) {

  @Override
  public String toString() {
    return partition < 0 ? origin + ":" + offset : origin + "-" + partition + "@" + offset;
  }
}
