package io.millrace.models.inference.tensors;

/**
 * Rows that cannot be fed to a model: a column is missing or of the wrong type, or one value is.
 */
public final class UnfitInputException extends RuntimeException {
  private final int row;

  public UnfitInputException(String message, int row) {
    super(message);
    this.row = row;
  }

  /** The row at fault, or -1 when the column does not fit as a whole. */
  public int row() {
    return row;
  }

  /** The same, seen from the batch that these rows were picked out of. */
  public UnfitInputException outOf(int[] picked) {
    return row < 0 ? this : new UnfitInputException(String.valueOf(getMessage()), picked[row]);
  }
}
