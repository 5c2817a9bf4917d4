package io.millrace.transforms.feedback;

import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;

/**
 * A record or a label that gave no labelled example, and why.
 *
 * @param recordId the record's id
 * @param reason what was missing or wrong
 * @param eventTime when it happened, in milliseconds since the epoch
 */
public record Unjoined(String recordId, Reason reason, long eventTime) {
  public static final DataCoder<Unjoined> CODER =
      DataCoder.of(
          "Unjoined",
          (unjoined, out) -> {
            DataCoders.writeText(unjoined.recordId, out);
            out.writeByte(unjoined.reason.ordinal());
            out.writeLong(unjoined.eventTime);
          },
          in ->
              new Unjoined(DataCoders.readText(in), Reason.values()[in.readByte()], in.readLong()));

  /** Why there is no labelled example. */
  public enum Reason {
    /** The horizon passed and no label came. */
    NO_LABEL,
    /** The horizon passed and no predicted record with this id came. */
    NO_RECORD,
    /** A record with this id was predicted before. */
    DUPLICATE_RECORD,
    /** The same label came before. */
    DUPLICATE_LABEL,
    /** The label is outside the valid range. */
    INVALID_LABEL,
    /** A newer label of this id came before, or the first one counts. */
    OUTDATED_LABEL
  }
}
