package io.millrace.transforms.feedback;

import io.millrace.models.drift.ErrorMoments;
import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The errors of some predictions, in the forms in which they are looked at. Additive.
 *
 * @param watched the error that is watched for drift
 * @param absolute the absolute error, in units of the label; its mean is MAE
 * @param percentage the absolute error divided by the label; its mean is MAPE. Labels of zero are
 *     left out.
 * @param residual prediction minus label, in units of the label: its mean is the bias, its variance
 *     what the bias does not explain
 */
public record Errors(
    ErrorMoments watched, ErrorMoments absolute, ErrorMoments percentage, ErrorMoments residual) {
  public static final Errors NONE =
      new Errors(ErrorMoments.NONE, ErrorMoments.NONE, ErrorMoments.NONE, ErrorMoments.NONE);

  static final DataCoder<Errors> CODER = DataCoder.of("Errors", Errors::write, Errors::read);

  /** The errors of both. */
  public Errors plus(Errors other) {
    return new Errors(
        watched.plus(other.watched),
        absolute.plus(other.absolute),
        percentage.plus(other.percentage),
        residual.plus(other.residual));
  }

  /** These errors without some of them. */
  public Errors minus(Errors some) {
    return new Errors(
        watched.minus(some.watched),
        absolute.minus(some.absolute),
        percentage.minus(some.percentage),
        residual.minus(some.residual));
  }

  private static void write(Errors errors, DataOutput out) throws IOException {
    write(errors.watched, out);
    write(errors.absolute, out);
    write(errors.percentage, out);
    write(errors.residual, out);
  }

  private static void write(ErrorMoments moments, DataOutput out) throws IOException {
    out.writeLong(moments.count());
    out.writeDouble(moments.sum());
    out.writeDouble(moments.squares());
  }

  private static Errors read(DataInput in) throws IOException {
    return new Errors(readMoments(in), readMoments(in), readMoments(in), readMoments(in));
  }

  private static ErrorMoments readMoments(DataInput in) throws IOException {
    return new ErrorMoments(in.readLong(), in.readDouble(), in.readDouble());
  }
}
