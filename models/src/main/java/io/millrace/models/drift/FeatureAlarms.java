package io.millrace.models.drift;

import io.millrace.models.drift.fdr.OnlineFdr;
import io.millrace.models.drift.fdr.OnlineFdrs;
import io.millrace.models.statistics.LongText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The alarms on features that stand, by slice, feature and measure, and what the next window makes
 * of them. Windows come in order; of a window, verdicts in a fixed order. Same input, same alarms.
 *
 * <p>What drifts raises an alarm only if the online false-discovery control rejects "it has changed
 * by no more than the threshold" as well. That is asked for features without an alarm only: a
 * change that stays is one discovery, not one a window. What several measures of a feature see in
 * one window is one alarm, by the first of them. Windows with insufficient data change nothing. Not
 * thread-safe.
 */
public final class FeatureAlarms {
  private static final int VERSION = 2;

  private AlarmRules rules;
  private @Nullable OnlineFdr fdr;
  private final Map<Key, State> states = new TreeMap<>();

  /** What an alarm is about. */
  private record Key(String slice, String feature, String measure) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = slice.compareTo(other.slice);
      order = order != 0 ? order : feature.compareTo(other.feature);
      return order != 0 ? order : measure.compareTo(other.measure);
    }
  }

  /**
   * @param raised whether the alarm stands
   * @param told whether it was told; not if another measure raised one in the same window
   * @param drifting consecutive drifting windows, the last one among them
   * @param quiet likewise quiet ones
   * @param cooldown windows until it may be raised again
   */
  private record State(boolean raised, boolean told, int drifting, int quiet, int cooldown) {
    static final State NONE = new State(false, false, 0, 0, 0);
  }

  /** What a window did to an alarm. */
  public record Change(Alarm.Stage stage, FeatureVerdict verdict) {}

  /**
   * @param fdr what holds the share of false alarms; null if every drifting verdict counts
   */
  public FeatureAlarms(AlarmRules rules, @Nullable OnlineFdr fdr) {
    this.rules = rules;
    this.fdr = fdr;
  }

  /**
   * Goes on by these rules; another control of false alarms starts with nothing spent.
   *
   * @param control a name that {@link OnlineFdrs} knows
   */
  void follow(AlarmRules others, String control, double alpha) {
    rules = others;
    if (!OnlineFdrs.is(fdr, control, alpha)) {
      fdr = OnlineFdrs.create(control, alpha);
    }
  }

  /** Takes the verdicts of the next window, and tells what begins, is confirmed or ends. */
  public List<Change> observe(List<FeatureVerdict> verdicts) {
    List<Change> changes = new ArrayList<>();
    Set<List<String>> raisedNow = new HashSet<>();
    for (FeatureVerdict verdict : verdicts) {
      if (verdict.verdict() == Verdict.INSUFFICIENT_DATA) {
        continue;
      }
      Key key = new Key(verdict.slice(), verdict.feature(), verdict.measure());
      State before = states.getOrDefault(key, State.NONE);
      State after = before.raised ? standing(before, verdict) : quiet(before, verdict, stands(key));
      Alarm.Stage stage = stage(before, after);
      if (stage == Alarm.Stage.RAISED) {
        boolean told = raisedNow.add(List.of(key.slice, key.feature));
        after = new State(true, told, after.drifting, 0, 0);
      }
      if (stage != null && (before.told || after.told)) {
        changes.add(new Change(stage, verdict));
      }
      if (after.equals(State.NONE)) {
        states.remove(key);
      } else {
        states.put(key, after);
      }
    }
    return changes;
  }

  /** Whether an alarm stands on what this verdict is about. */
  public boolean stands(FeatureVerdict verdict) {
    Key key = new Key(verdict.slice(), verdict.feature(), verdict.measure());
    return states.getOrDefault(key, State.NONE).raised;
  }

  private State standing(State before, FeatureVerdict verdict) {
    if (verdict.verdict() == Verdict.DRIFT) {
      return new State(
          true, before.told, Math.min(before.drifting + 1, rules.confirmAfter()), 0, 0);
    }
    if (!(verdict.value() < rules.ending().clearShare() * verdict.limit())) {
      return new State(true, before.told, before.drifting, 0, 0);
    }
    int quiet = before.quiet + 1;
    return quiet < rules.ending().endAfter()
        ? new State(true, before.told, 0, quiet, 0)
        : new State(false, false, 0, 0, rules.ending().cooldown());
  }

  /** Whether another measure has an alarm on the same feature and slice. */
  private boolean stands(Key key) {
    for (Map.Entry<Key, State> other : states.entrySet()) {
      if (other.getValue().raised
          && other.getKey().feature.equals(key.feature)
          && other.getKey().slice.equals(key.slice)) {
        return true;
      }
    }
    return false;
  }

  private State quiet(State before, FeatureVerdict verdict, boolean stands) {
    boolean discovery =
        fdr == null || Double.isNaN(verdict.excessPValue()) || fdr.rejects(verdict.excessPValue());
    boolean large = !stands || verdict.value() > rules.escalation() * verdict.limit();
    boolean drifts = verdict.verdict() == Verdict.DRIFT && discovery && large;
    if (before.cooldown > 0) {
      return new State(false, false, 0, 0, before.cooldown - 1);
    }
    int drifting = drifts ? before.drifting + 1 : 0;
    return new State(drifting >= rules.raiseAfter(), false, drifting, 0, 0);
  }

  private Alarm.@Nullable Stage stage(State before, State after) {
    if (before.raised != after.raised) {
      return after.raised ? Alarm.Stage.RAISED : Alarm.Stage.ENDED;
    }
    boolean confirmed =
        after.raised
            && before.drifting < rules.confirmAfter()
            && after.drifting == rules.confirmAfter();
    return confirmed ? Alarm.Stage.CONFIRMED : null;
  }

  /** Writes the state between two windows. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeBoolean(fdr != null);
    if (fdr != null) {
      OnlineFdrs.write(fdr, out);
    }
    out.writeInt(states.size());
    for (Map.Entry<Key, State> entry : states.entrySet()) {
      LongText.write(entry.getKey().slice, out);
      LongText.write(entry.getKey().feature, out);
      LongText.write(entry.getKey().measure, out);
      out.writeBoolean(entry.getValue().raised);
      out.writeBoolean(entry.getValue().told);
      out.writeInt(entry.getValue().drifting);
      out.writeInt(entry.getValue().quiet);
      out.writeInt(entry.getValue().cooldown);
    }
  }

  /** Alarms that go on where the written ones stopped. */
  public static FeatureAlarms readFrom(DataInput in, AlarmRules rules) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("alarms version: " + version + " (expected: " + VERSION + ")");
    }
    FeatureAlarms alarms = new FeatureAlarms(rules, in.readBoolean() ? OnlineFdrs.read(in) : null);
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      alarms.states.put(
          new Key(LongText.read(in), LongText.read(in), LongText.read(in)),
          new State(in.readBoolean(), in.readBoolean(), in.readInt(), in.readInt(), in.readInt()));
    }
    return alarms;
  }
}
