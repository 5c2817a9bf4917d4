package io.millrace.models.drift.detectors;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * Watches a series of numbers, one at a time and in order, for a change of its level.
 *
 * <p>What {@link #isWarning} and {@link #isChange} say is about the value added last. After a
 * change the detector has made itself ready for the next one, with what it knows of the time after
 * it. Values that are not finite, or outside of 0..1 where the detector is one of errors, are left
 * out, and counted. Adding a value allocates nothing.
 *
 * <p>Its state has a versioned binary form; a detector read back goes on exactly as the one that
 * was written. Not thread-safe.
 */
public final class ChangeDetector {
  private final DetectorKind<?> kind;
  private final Record parameters;
  private final ChangeRule rule;
  private Signal signal = Signal.NONE;
  private long values;
  private long skipped;
  private long onset = -1;

  ChangeDetector(DetectorKind<?> kind, Record parameters, ChangeRule rule) {
    this.kind = kind;
    this.parameters = parameters;
    this.rule = rule;
  }

  /** The kind of detector, such as {@code adwin}. */
  public String name() {
    return kind.name();
  }

  /** All parameters by name, as {@link ChangeDetectors#create} takes them. */
  public Map<String, Object> parameters() {
    return kind.parameters().toMap(parameters);
  }

  /** Whether the other is of the same kind with the same parameters, whatever both have seen. */
  public boolean isLike(ChangeDetector other) {
    return kind.equals(other.kind) && parameters.equals(other.parameters);
  }

  /** Whether it takes only errors, values in 0..1; others take any finite number. */
  public boolean errorsOnly() {
    return kind.errorsOnly();
  }

  /** Takes the next value. */
  public void add(double value) {
    if (!kind.takes(value)) {
      skipped++;
      signal = Signal.NONE;
      return;
    }
    values++;
    signal = rule.next(value);
    if (signal == Signal.CHANGE) {
      onset = Math.max(0, values - rule.valuesSinceChange());
      rule.afterChange();
    }
  }

  /** Whether the last value makes a change look possible; never together with a change. */
  public boolean isWarning() {
    return signal == Signal.WARNING;
  }

  /** Whether the last value shows that the level has changed. */
  public boolean isChange() {
    return signal == Signal.CHANGE;
  }

  /**
   * Where the latest change is thought to have begun: the position, from 0, of the first value
   * after it among all values since the start or {@link #reset}; -1 if there was none.
   */
  public long estimatedOnset() {
    return onset;
  }

  /** The values that were taken since the start or {@link #reset}. */
  public long values() {
    return values;
  }

  /** The values that were left out since then. */
  public long skipped() {
    return skipped;
  }

  /** Forgets everything but the parameters. */
  public void reset() {
    rule.restart();
    signal = Signal.NONE;
    values = 0;
    skipped = 0;
    onset = -1;
  }

  /** Writes name, parameters and state, for {@link ChangeDetectors#readFrom}. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(kind.name());
    out.writeByte(kind.version());
    kind.parameters().write(parameters, out);
    exchange(new StateExchange.Writing(out));
  }

  void exchange(StateExchange state) throws IOException {
    signal = Signal.of(state.exchange("signal", signal.code(), 2));
    values = state.exchange(values);
    skipped = state.exchange(skipped);
    onset = state.exchange(onset);
    rule.exchange(state);
  }
}
