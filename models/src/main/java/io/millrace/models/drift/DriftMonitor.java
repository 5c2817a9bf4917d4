package io.millrace.models.drift;

import io.millrace.models.drift.distances.NewValues;
import io.millrace.models.drift.fdr.OnlineFdr;
import io.millrace.models.drift.fdr.OnlineFdrs;
import io.millrace.models.statistics.LongText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns what consecutive windows say into alarms: one change is one alarm, which ends when the
 * change ends or another model version takes over.
 *
 * <p>Verdicts go by {@link FeatureAlarms}, errors by {@link ErrorCusum}, each slice by itself.
 * Watched is the {@link VersionInUse}: when another one comes into use, by a promotion or a
 * rollback, all starts over and the alarms of the one before are over without another word, but for
 * that on missing labels; what is still said of others gives no alarm. Windows come in order of
 * their end; of one window, what was predicted comes before what its labels tell. Not thread-safe.
 */
public final class DriftMonitor {
  private static final int VERSION = 3;
  private static final String SHARE = "share";
  private static final String NEW_VALUES = new NewValues().name();

  /** The subject of an alarm on the error. */
  public static final String ERROR = "error";

  /** The subject of an alarm on the share of records without a label. */
  public static final String MISSING_LABELS = "missing_labels";

  /** The subject of an alarm on the data set as a whole. */
  public static final String DATASET = "dataset";

  /**
   * What to watch.
   *
   * @param error how the error is watched
   * @param rules when drifting windows raise, confirm and end an alarm
   * @param fdr how false alarms are held down: a name that {@link OnlineFdrs} knows
   * @param alpha the share of false alarms among all
   * @param dataset when the data set as a whole drifted
   * @param trainingFeatures the features whose confirmed drift asks for training
   * @param trainOnError whether a confirmed rise of the error asks for training
   */
  public record Settings(
      ErrorCusum error,
      AlarmRules rules,
      String fdr,
      double alpha,
      DatasetRule dataset,
      Set<String> trainingFeatures,
      boolean trainOnError)
      implements Serializable {
    public Settings {
      trainingFeatures = Set.copyOf(trainingFeatures);
      OnlineFdrs.create(fdr, alpha);
    }

    /** Without hysteresis or control of false alarms: every drifting window counts. */
    public Settings(
        ErrorCusum error, int confirmations, Set<String> trainingFeatures, boolean trainOnError) {
      this(
          error,
          new AlarmRules(1, confirmations, 2, AlarmRules.Ending.AT_ONCE),
          "none",
          0.05,
          DatasetRule.DEFAULT,
          trainingFeatures,
          trainOnError);
    }

    private FeatureAlarms newFeatureAlarms() {
      OnlineFdr control = OnlineFdrs.create(fdr, alpha);
      return new FeatureAlarms(rules, control);
    }

    private ErrorAlarm newErrorAlarm() {
      return new ErrorAlarm(error, rules.confirmAfter());
    }
  }

  private Settings settings;
  private VersionInUse inUse = new VersionInUse();
  private FeatureAlarms features;
  private final Map<String, Long> onsets = new TreeMap<>();
  private final Map<String, ErrorAlarm> errors = new TreeMap<>();

  public DriftMonitor(Settings settings) {
    this.settings = settings;
    this.features = settings.newFeatureAlarms();
  }

  /** Goes on by these settings: what stands stays, the next window is judged by them. */
  public void follow(Settings others) {
    settings = others;
    features.follow(others.rules, others.fdr, others.alpha);
    errors.values().forEach(alarm -> alarm.follow(others.error, others.rules.confirmAfter()));
  }

  /** The version that is watched; 0 before one was observed. */
  public long version() {
    return inUse.version();
  }

  /** The verdicts on the features of one window, against the reference of this version. */
  public List<Alarm> observeFeatures(
      long modelVersion, long windowStart, long windowEnd, List<FeatureVerdict> verdicts) {
    return observe(Alarm.Kind.FEATURE, modelVersion, windowStart, windowEnd, verdicts);
  }

  /**
   * The verdicts on one window's distributions, all that are judged together; those on features
   * make a verdict on the data set as well.
   *
   * @param kind FEATURE or OUTPUT
   */
  public List<Alarm> observe(
      Alarm.Kind kind,
      long modelVersion,
      long windowStart,
      long windowEnd,
      List<FeatureVerdict> verdicts) {
    if (!follow(modelVersion, windowEnd, kind == Alarm.Kind.FEATURE)) {
      return List.of();
    }
    List<FeatureVerdict> all = new ArrayList<>(verdicts);
    if (kind == Alarm.Kind.FEATURE) {
      all.add(dataset(verdicts));
    }
    for (FeatureVerdict verdict : all) {
      if (verdict.verdict() == Verdict.DRIFT) {
        onsets.putIfAbsent(key(verdict), windowStart);
      } else if (verdict.verdict() == Verdict.NO_DRIFT) {
        onsets.computeIfPresent(
            key(verdict), (key, onset) -> features.stands(verdict) ? onset : null);
      }
    }
    List<Alarm> alarms = new ArrayList<>();
    for (FeatureAlarms.Change change : features.observe(all)) {
      FeatureVerdict verdict = change.verdict();
      boolean first = change.stage() == Alarm.Stage.RAISED && settings.rules.confirmAfter() == 1;
      boolean confirmed = change.stage() == Alarm.Stage.CONFIRMED || first;
      boolean whole = verdict.measure().equals(SHARE) && verdict.feature().equals(DATASET);
      alarms.add(
          new Alarm(
              whole ? Alarm.Kind.DATASET : kind,
              verdict.feature(),
              verdict.slice(),
              verdict.measure(),
              change.stage(),
              verdict.value(),
              verdict.limit(),
              modelVersion,
              windowStart,
              windowEnd,
              Origin.at(onsets.getOrDefault(key(verdict), windowStart)),
              confirmed && asks(verdict)));
      if (change.stage() == Alarm.Stage.ENDED) {
        onsets.remove(key(verdict));
      }
    }
    return alarms;
  }

  /** Values that are new are few at first: there is nothing to learn from them yet. */
  private boolean asks(FeatureVerdict verdict) {
    return verdict.slice().isEmpty()
        && !verdict.measure().equals(NEW_VALUES)
        && settings.trainingFeatures.contains(verdict.feature());
  }

  private FeatureVerdict dataset(List<FeatureVerdict> verdicts) {
    // A few values that are new in many columns do not make other data.
    List<FeatureVerdict> distances =
        verdicts.stream().filter(verdict -> !verdict.measure().equals(NEW_VALUES)).toList();
    DatasetRule.Outcome outcome = settings.dataset.judge(distances);
    // Of a single feature its own alarm says everything.
    Verdict verdict = outcome.judged() > 1 ? outcome.verdict() : Verdict.INSUFFICIENT_DATA;
    return new FeatureVerdict(
        DATASET, SHARE, outcome.share(), settings.dataset.share(), 0, 0, verdict);
  }

  private static String key(FeatureVerdict verdict) {
    return verdict.slice() + "\n" + verdict.feature() + "\n" + verdict.measure();
  }

  /** The errors of one window, against the held-out errors of the same version. */
  public List<Alarm> observeError(
      long modelVersion,
      long windowStart,
      long windowEnd,
      ErrorMoments reference,
      ErrorMoments window) {
    return observe(
        Alarm.Kind.ERROR, ERROR, "", modelVersion, windowStart, windowEnd, reference, window);
  }

  /**
   * The errors of one series in one window, against those of its reference.
   *
   * @param kind ERROR, or LABELS where the error is that a label is missing
   * @param slice the slice of rows; empty for all rows, whose error alone asks for training
   */
  public List<Alarm> observe(
      Alarm.Kind kind,
      String subject,
      String slice,
      long modelVersion,
      long windowStart,
      long windowEnd,
      ErrorMoments reference,
      ErrorMoments window) {
    // Whether labels come is not the model's doing.
    if (kind != Alarm.Kind.LABELS && !follow(modelVersion, windowEnd, false)) {
      return List.of();
    }
    ErrorAlarm.Change change =
        errors
            .computeIfAbsent(subject + "\n" + slice, key -> settings.newErrorAlarm())
            .observe(windowStart, reference, window);
    if (change == null) {
      return List.of();
    }
    boolean asks =
        kind == Alarm.Kind.ERROR
            && slice.isEmpty()
            && settings.trainOnError
            && change.stage() == Alarm.Stage.CONFIRMED;
    return List.of(
        new Alarm(
            kind,
            subject,
            slice,
            "cusum",
            change.stage(),
            change.sum(),
            settings.error.threshold(),
            modelVersion,
            windowStart,
            windowEnd,
            change.origin(),
            asks));
  }

  /** Starts over with another version; false for what is still said of one that is not in use. */
  private boolean follow(long modelVersion, long windowEnd, boolean predicted) {
    if (inUse.observe(modelVersion, windowEnd, predicted)) {
      features = settings.newFeatureAlarms();
      onsets.clear();
      errors.keySet().removeIf(series -> !series.startsWith(MISSING_LABELS));
    }
    return modelVersion == inUse.version();
  }

  /** Writes the state between two windows. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    inUse.writeTo(out);
    features.writeTo(out);
    out.writeInt(onsets.size());
    for (Map.Entry<String, Long> onset : onsets.entrySet()) {
      LongText.write(onset.getKey(), out);
      out.writeLong(onset.getValue());
    }
    out.writeInt(errors.size());
    for (Map.Entry<String, ErrorAlarm> error : errors.entrySet()) {
      LongText.write(error.getKey(), out);
      error.getValue().writeTo(out);
    }
  }

  /** A monitor that goes on where the written one stopped. */
  public static DriftMonitor readFrom(DataInput in, Settings settings) throws IOException {
    int form = in.readByte();
    if (form != VERSION) {
      throw new IOException(
          "drift monitor state: version " + form + " (expected: " + VERSION + ")");
    }
    DriftMonitor monitor = new DriftMonitor(settings);
    monitor.inUse = VersionInUse.readFrom(in);
    monitor.features = FeatureAlarms.readFrom(in, settings.rules);
    int standing = in.readInt();
    for (int i = 0; i < standing; i++) {
      monitor.onsets.put(LongText.read(in), in.readLong());
    }
    int series = in.readInt();
    for (int i = 0; i < series; i++) {
      monitor.errors.put(
          LongText.read(in),
          ErrorAlarm.readFrom(in, settings.error, settings.rules.confirmAfter()));
    }
    return monitor;
  }
}
