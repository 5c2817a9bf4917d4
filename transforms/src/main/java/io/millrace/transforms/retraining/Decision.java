package io.millrace.transforms.retraining;

import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;

/**
 * What the retraining policy decided with one window.
 *
 * @param windowEnd the first millisecond after the window, since the epoch
 * @param outcome what was decided
 * @param reason why, and what it waits for; empty if nothing asks
 * @param run the training run that was requested; 0 if none was
 */
public record Decision(long windowEnd, Outcome outcome, String reason, long run) {
  public static final DataCoder<Decision> CODER =
      DataCoder.of(
          "Decision",
          (decision, out) -> {
            out.writeLong(decision.windowEnd);
            out.writeByte(decision.outcome.ordinal());
            DataCoders.writeText(decision.reason, out);
            out.writeLong(decision.run);
          },
          in ->
              new Decision(
                  in.readLong(),
                  Outcome.values()[in.readByte()],
                  DataCoders.readText(in),
                  in.readLong()));

  /** What can be decided. */
  public enum Outcome {
    /** Nothing asks for training. */
    NOTHING,
    /** Something asks, and has to wait. */
    WAIT,
    /** A training run was requested. */
    REQUEST
  }
}
