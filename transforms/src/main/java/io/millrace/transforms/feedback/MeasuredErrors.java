package io.millrace.transforms.feedback;

import io.millrace.transforms.coders.DataCoder;

/**
 * The errors of some labelled examples, corrections among them.
 *
 * @param errors the error of every label that came in the window, first or corrected
 * @param retracted the errors against the labels that were corrected, which the same or an earlier
 *     window counted
 */
public record MeasuredErrors(Errors errors, Errors retracted) {
  public static final MeasuredErrors NONE = new MeasuredErrors(Errors.NONE, Errors.NONE);

  static final DataCoder<MeasuredErrors> CODER =
      DataCoder.of(
          "MeasuredErrors",
          (measured, out) -> {
            Errors.CODER.write(measured.errors, out);
            Errors.CODER.write(measured.retracted, out);
          },
          in -> new MeasuredErrors(Errors.CODER.read(in), Errors.CODER.read(in)));

  /**
   * What remains when corrected labels are taken back. Summed over windows it is the exact error of
   * the final labels; of one window alone it may hold less than nothing.
   */
  public Errors net() {
    return errors.minus(retracted);
  }

  public MeasuredErrors plus(MeasuredErrors other) {
    return new MeasuredErrors(errors.plus(other.errors), retracted.plus(other.retracted));
  }
}
