package io.millrace.models.data;

/** The source positions of a batch's rows, which all come from one origin. */
public final class SourcePositions {
  private final String origin;
  private final int[] partitions;
  private final long[] offsets;

  /** Positions that keep the given arrays. */
  public SourcePositions(String origin, int[] partitions, long[] offsets) {
    this.origin = origin;
    this.partitions = partitions;
    this.offsets = offsets;
  }

  public String origin() {
    return origin;
  }

  public int partition(int row) {
    return partitions[row];
  }

  public long offset(int row) {
    return offsets[row];
  }

  public SourcePosition get(int row) {
    return new SourcePosition(origin, partitions[row], offsets[row]);
  }

  int[] partitions() {
    return partitions;
  }

  long[] offsets() {
    return offsets;
  }

  SourcePositions select(int[] rows, int count) {
    int[] pickedPartitions = new int[count];
    long[] pickedOffsets = new long[count];
    for (int i = 0; i < count; i++) {
      pickedPartitions[i] = partitions[rows[i]];
      pickedOffsets[i] = offsets[rows[i]];
    }
    return new SourcePositions(origin, pickedPartitions, pickedOffsets);
  }
}
