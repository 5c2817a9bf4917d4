package io.millrace.transforms.drift;

import io.millrace.transforms.coders.DataCoder;

/**
 * What an online detector says of the latest value of a key.
 *
 * @param eventTime the value's, in milliseconds since the epoch
 * @param change true for a change, false for a warning
 * @param values how many values there were until then
 * @param valuesSinceOnset of a change: how many values ago it is thought to have begun, this one
 *     among them
 */
public record ChangeSignal(long eventTime, boolean change, long values, long valuesSinceOnset) {
  public static final DataCoder<ChangeSignal> CODER =
      DataCoder.of(
          "ChangeSignal",
          (signal, out) -> {
            out.writeLong(signal.eventTime);
            out.writeBoolean(signal.change);
            out.writeLong(signal.values);
            out.writeLong(signal.valuesSinceOnset);
          },
          in -> new ChangeSignal(in.readLong(), in.readBoolean(), in.readLong(), in.readLong()));
}
