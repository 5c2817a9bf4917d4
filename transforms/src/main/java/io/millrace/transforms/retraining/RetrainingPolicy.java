package io.millrace.transforms.retraining;

import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.VersionInUse;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.TriggerKind;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.drift.MonitoredWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a new model is asked for, from windows and files in event-time order: the same
 * events, the same decisions.
 *
 * <p>A decision is made with each window whose labelled examples are in the store. What predictions
 * and detectors say of windows with the same end comes before it, in any order. An alarm waits for
 * the examples of its own window; of several, the first one counts. Another model version in use
 * ends the waiting of alarms: what was seen, was seen against the one before. What asks then waits
 * for enough examples after a sudden change, for the cooldown, and for the budget.
 */
final class RetrainingPolicy {
  private static final int VERSION = 5;
  private static final long NEVER = Long.MIN_VALUE;

  private PolicySettings settings;
  private final ExampleCounts examples = new ExampleCounts();
  private final TreeSet<Long> requests = new TreeSet<>();
  private final PendingAlarms alarms = new PendingAlarms();
  private @Nullable String file;
  private VersionInUse inUse = new VersionInUse();
  private long firstEnd = NEVER;
  private long examplesSinceRequest;
  private long changeOnset = NEVER;
  private long changeExamples;

  RetrainingPolicy(PolicySettings settings) {
    this.settings = settings;
  }

  /** Goes on by these settings: what waits, and what was requested, stays. */
  void follow(PolicySettings others) {
    settings = others;
  }

  /** A file has come into a watched directory. */
  void observe(String newFile) {
    if (file == null) {
      file = newFile;
    }
  }

  /** Takes the next window and says what it makes due; a request only becomes one when made. */
  Verdict observe(MonitoredWindow window) {
    boolean predicted = window.watched() == Alarm.Kind.FEATURE;
    boolean judged = window.watched() == Alarm.Kind.ERROR;
    if ((predicted || judged) && inUse.observe(window.version(), window.end(), predicted)) {
      // What was said of the new version in its first window may have come already.
      alarms.forgetBefore(window.end());
    }
    // The request of a window answers those of its alarms too that come behind it.
    if (requests.isEmpty() || window.end() > requests.last()) {
      alarms.add(window.alarms());
    }
    if (judged) {
      examples.add(window.start(), window.rows(), settings.dataWindow().toMillis());
      examplesSinceRequest += window.rows();
      firstEnd = firstEnd == NEVER ? window.end() : firstEnd;
      alarms.settle(inUse.version());
      return decide(window.end());
    }
    return Verdict.NOTHING;
  }

  private Verdict decide(long end) {
    Set<Trigger> asking = asking(end);
    for (Set<Trigger> all : settings.on()) {
      if (asking.containsAll(all)) {
        return judge(end, all);
      }
    }
    return followUp(end);
  }

  private Set<Trigger> asking(long end) {
    Set<Trigger> asking = EnumSet.noneOf(Trigger.class);
    if (alarms.error(end) != null) {
      asking.add(Trigger.ERROR);
    }
    if (alarms.drift(end) != null) {
      asking.add(Trigger.DRIFT);
    }
    if (examplesSinceRequest >= settings.newExamples()) {
      asking.add(Trigger.NEW_DATA);
    }
    long since = requests.isEmpty() ? firstEnd : requests.last();
    if (end - since >= settings.schedule().toMillis()) {
      asking.add(Trigger.SCHEDULE);
    }
    if (file != null) {
      asking.add(Trigger.NEW_FILES);
    }
    return asking;
  }

  private Verdict judge(long end, Set<Trigger> met) {
    Trigger first = EnumSet.copyOf(met).iterator().next();
    Alarm alarm = met.contains(Trigger.ERROR) ? alarms.error(end) : null;
    if (alarm == null && met.contains(Trigger.DRIFT)) {
      alarm = alarms.drift(end);
    }
    Instant time = Instant.ofEpochMilli(end);
    if (alarm == null) {
      String key = first == Trigger.NEW_FILES ? "file/" + file : name(first) + "/" + time;
      return verdict(end, key, first.kind(), reason(first), null, choice(null, time));
    }
    String key = alarm.subject() + "/" + Instant.ofEpochMilli(alarm.windowEnd());
    long onset = alarm.origin().onset();
    boolean anotherWorld =
        settings.examplesSinceChange() > 0
            && TrainingChoice.isAnotherWorld(alarm, settings.leastRise())
            && onset > end - settings.dataWindow().toMillis();
    if (!anotherWorld) {
      return verdict(end, key, first.kind(), alarm.describe(), alarm, choice(alarm, time));
    }
    TrainingChoice since = TrainingChoice.since(onset, time, settings.dataWindow());
    Verdict verdict = verdict(end, key, first.kind(), alarm.describe(), alarm, since);
    long examplesSince = examples.since(onset);
    return examplesSince >= settings.examplesSinceChange()
        ? verdict
        : verdict.waitingFor(
            settings.examplesSinceChange()
                + " examples since "
                + Instant.ofEpochMilli(onset)
                + ", of which there are "
                + examplesSince);
  }

  private TrainingChoice choice(@Nullable Alarm alarm, Instant time) {
    return TrainingChoice.of(alarm, time, settings.dataWindow());
  }

  private static String name(Trigger trigger) {
    return trigger.name().toLowerCase(Locale.ROOT);
  }

  private String reason(Trigger trigger) {
    return switch (trigger) {
      case NEW_DATA -> examplesSinceRequest + " labelled examples since the last request";
      case SCHEDULE -> "the time has come: every " + settings.schedule();
      case NEW_FILES -> "new file " + file;
      case ERROR, DRIFT -> throw new IllegalStateException(trigger + " (expected: has an alarm)");
    };
  }

  /** A change that was trained on is trained on again, when there is much more of it. */
  private Verdict followUp(long end) {
    if (changeOnset != NEVER && changeOnset <= end - settings.dataWindow().toMillis()) {
      changeOnset = NEVER;
    }
    if (changeOnset == NEVER || examples.since(changeOnset) < settings.growth() * changeExamples) {
      return Verdict.NOTHING;
    }
    Instant time = Instant.ofEpochMilli(end);
    String reason =
        examples.since(changeOnset)
            + " examples since the change of "
            + Instant.ofEpochMilli(changeOnset)
            + ", after "
            + changeExamples;
    TrainingChoice since = TrainingChoice.since(changeOnset, time, settings.dataWindow());
    return verdict(end, "follow-up/" + time, TriggerKind.NEW_DATA, reason, null, since);
  }

  private Verdict verdict(
      long end,
      String key,
      TriggerKind trigger,
      String reason,
      @Nullable Alarm alarm,
      TrainingChoice choice) {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (alarm != null) {
      figures.put("value", alarm.value());
      figures.put("threshold", alarm.threshold());
      figures.put("onset", (double) alarm.origin().onset());
      if (!Double.isNaN(alarm.origin().size())) {
        figures.put("size", alarm.origin().size());
      }
    }
    figures.put("examples", (double) examples.since(choice.window().from().toEpochMilli()));
    figures.put("examples_since_request", (double) examplesSinceRequest);
    Cause cause = new Cause(trigger, reason, figures, Instant.ofEpochMilli(end));
    return new Verdict(reason, waits(end), new Wish(key, cause, choice.window(), choice.plan()));
  }

  /** What everything that asks has to wait for; empty if for nothing. */
  private String waits(long end) {
    long cooldown = settings.cooldown().toMillis();
    if (!requests.isEmpty() && end - requests.last() < cooldown) {
      return "the cooldown until " + Instant.ofEpochMilli(requests.last() + cooldown);
    }
    PolicySettings.Budget budget = settings.budget();
    if (budget != null) {
      long from = end - budget.per().toMillis();
      long spent = requests.tailSet(from, false).size();
      if (spent >= budget.trainings()) {
        return "the budget: " + spent + " trainings in " + budget.per();
      }
    }
    return "";
  }

  /** The wish of this window became a request, or belongs to one that was already made. */
  void requested(MonitoredWindow window, Wish wish) {
    alarms.clear();
    file = null;
    examplesSinceRequest = 0;
    requests.add(window.end());
    PolicySettings.Budget budget = settings.budget();
    long spent = budget == null ? window.end() : window.end() - budget.per().toMillis();
    requests.headSet(spent, false).clear();
    Instant from = wish.plan().dataFrom();
    if (from != null && settings.growth() > 0) {
      changeOnset = from.toEpochMilli();
      changeExamples = examples.since(changeOnset);
    } else {
      changeOnset = NEVER;
    }
  }

  /**
   * What a window makes due.
   *
   * @param reason why; empty if nothing asks
   * @param waits what it waits for; empty if for nothing
   * @param wish null if nothing asks
   */
  record Verdict(String reason, String waits, @Nullable Wish wish) {
    static final Verdict NOTHING = new Verdict("", "", null);

    Verdict waitingFor(String other) {
      return new Verdict(reason, other, wish);
    }

    /** What is to be requested now; null if nothing is. */
    @Nullable Wish due() {
      return waits.isEmpty() ? wish : null;
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    inUse.writeTo(out);
    examples.writeTo(out);
    out.writeInt(requests.size());
    for (long request : requests) {
      out.writeLong(request);
    }
    alarms.writeTo(out);
    out.writeBoolean(file != null);
    if (file != null) {
      DataCoders.writeText(file, out);
    }
    out.writeLong(firstEnd);
    out.writeLong(examplesSinceRequest);
    out.writeLong(changeOnset);
    out.writeLong(changeExamples);
  }

  static RetrainingPolicy readFrom(DataInput in, PolicySettings settings) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "retraining policy state: version " + version + " (expected: " + VERSION + ")");
    }
    RetrainingPolicy policy = new RetrainingPolicy(settings);
    policy.inUse = VersionInUse.readFrom(in);
    policy.examples.readFrom(in);
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      policy.requests.add(in.readLong());
    }
    policy.alarms.readFrom(in);
    policy.file = in.readBoolean() ? DataCoders.readText(in) : null;
    policy.firstEnd = in.readLong();
    policy.examplesSinceRequest = in.readLong();
    policy.changeOnset = in.readLong();
    policy.changeExamples = in.readLong();
    return policy;
  }
}
