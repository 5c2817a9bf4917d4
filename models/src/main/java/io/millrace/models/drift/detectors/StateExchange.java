package io.millrace.models.drift.detectors;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes or reads the fields of a state, so that one method, {@code x = state.exchange(x)} for each
 * field, serves both and they cannot differ.
 */
interface StateExchange {
  long exchange(long value) throws IOException;

  double exchange(double value) throws IOException;

  /** Exchanges the elements in place; the length is fixed by the parameters. */
  default void exchange(double[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = exchange(values[i]);
    }
  }

  /** Exchanges the elements in place; the length is fixed by the parameters. */
  default void exchange(long[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = exchange(values[i]);
    }
  }

  /** An int that is known to lie in 0..{@code maximum}, such as a position in an array. */
  default int exchange(String name, int value, int maximum) throws IOException {
    long exchanged = exchange((long) value);
    if (exchanged < 0 || exchanged > maximum) {
      throw new IOException(name + ": " + exchanged + " (expected: 0.." + maximum + ")");
    }
    return (int) exchanged;
  }

  /** Writes each field and gives it back. */
  record Writing(DataOutput out) implements StateExchange {
    @Override
    public long exchange(long value) throws IOException {
      out.writeLong(value);
      return value;
    }

    @Override
    public double exchange(double value) throws IOException {
      out.writeDouble(value);
      return value;
    }
  }

  /** Gives what was written instead of each field. */
  record Reading(DataInput in) implements StateExchange {
    @Override
    public long exchange(long value) throws IOException {
      return in.readLong();
    }

    @Override
    public double exchange(double value) throws IOException {
      return in.readDouble();
    }
  }
}
