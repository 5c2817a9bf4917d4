package io.millrace.models.drift;

import io.millrace.models.statistics.LongText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where the change behind an alarm is thought to have begun, and how it came.
 *
 * @param onset the start of the first window after the change, in milliseconds since the epoch
 * @param size how large the change is, as far as it is known: the relative rise of the mean error
 *     since the onset; NaN for distributions
 * @param pattern sudden, gradual, incremental or recurring; empty if it is not known
 * @param evidence why that pattern, in a sentence; empty if it is not known
 */
public record Origin(long onset, double size, String pattern, String evidence) {

  /** A change of which only the time is known. */
  public static Origin at(long onset) {
    return at(onset, Double.NaN);
  }

  /** A change of which only time and size are known. */
  public static Origin at(long onset, double size) {
    return new Origin(onset, size, "", "");
  }

  /** The same change with its pattern. */
  public Origin withPattern(String name, String why) {
    return new Origin(onset, size, name, why);
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(onset);
    out.writeDouble(size);
    LongText.write(pattern, out);
    LongText.write(evidence, out);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static Origin readFrom(DataInput in) throws IOException {
    return new Origin(in.readLong(), in.readDouble(), LongText.read(in), LongText.read(in));
  }
}
