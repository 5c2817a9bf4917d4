package io.millrace.transforms.feedback;

import io.millrace.transforms.coders.DataCoder;

/**
 * What became of a predicted record when no label could come any more.
 *
 * @param eventTime the record's, in milliseconds since the epoch
 * @param version the version that predicted it
 */
public record LabelFate(long eventTime, long version, Outcome outcome) {
  public static final DataCoder<LabelFate> CODER =
      DataCoder.of(
          "LabelFate",
          (fate, out) -> {
            out.writeLong(fate.eventTime);
            out.writeLong(fate.version);
            out.writeByte(fate.outcome.ordinal());
          },
          in -> new LabelFate(in.readLong(), in.readLong(), Outcome.values()[in.readByte()]));

  /** Whether it has a label. */
  public enum Outcome {
    LABELLED,
    /** Only labels outside the valid range came. */
    INVALID,
    /** No label came within the horizon. */
    MISSING
  }
}
