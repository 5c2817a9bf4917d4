package io.millrace.models.drift;

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
 * Turns the verdicts of consecutive windows into alarms: one change is one alarm, which ends when
 * the change ends or another model version takes over.
 *
 * <p>A feature's alarm is raised by the first window in which it drifts, and confirmed, once, when
 * it drifted in {@code confirmations} consecutive windows; windows with insufficient data change
 * nothing. The error's alarm is raised when the {@link ErrorCusum} reaches its threshold; the sum
 * then starts over, and each time it gets there again the alarm is confirmed. It ends when the sum
 * was zero in {@code confirmations} consecutive windows.
 *
 * <p>Windows come in order of their end. Not thread-safe.
 */
public final class DriftMonitor {

  /**
   * What to watch.
   *
   * @param error how the error is watched
   * @param confirmations consecutive windows that confirm a feature's drift; 1 or more
   * @param trainingFeatures the features whose confirmed drift asks for training
   * @param trainOnError whether a rise of the error asks for training
   */
  public record Settings(
      ErrorCusum error, int confirmations, Set<String> trainingFeatures, boolean trainOnError)
      implements Serializable {
    public Settings {
      if (confirmations < 1) {
        throw new IllegalArgumentException(
            "confirmations: " + confirmations + " (expected: 1 or more)");
      }
      trainingFeatures = Set.copyOf(trainingFeatures);
    }
  }

  private final Settings settings;
  private long version;
  private double cusum;
  private boolean errorAlarm;
  private int quietErrorWindows;
  private final Map<String, Integer> driftingWindows = new TreeMap<>();

  public DriftMonitor(Settings settings) {
    this.settings = settings;
  }

  /** The verdicts on the features of one window, against the reference of this version. */
  public List<Alarm> observeFeatures(
      long modelVersion, long windowStart, long windowEnd, List<FeatureVerdict> verdicts) {
    if (!follow(modelVersion)) {
      return List.of();
    }
    List<Alarm> alarms = new ArrayList<>();
    for (FeatureVerdict verdict : verdicts) {
      String feature = verdict.feature();
      int before = driftingWindows.getOrDefault(feature, 0);
      boolean confirmed = false;
      Alarm.Stage stage = null;
      if (verdict.verdict() == Verdict.DRIFT) {
        driftingWindows.put(feature, before + 1);
        confirmed = before + 1 == settings.confirmations;
        stage = before == 0 ? Alarm.Stage.RAISED : confirmed ? Alarm.Stage.CONFIRMED : null;
      } else if (verdict.verdict() == Verdict.NO_DRIFT && before > 0) {
        driftingWindows.remove(feature);
        stage = Alarm.Stage.ENDED;
      }
      if (stage != null) {
        alarms.add(
            new Alarm(
                Alarm.Kind.FEATURE,
                feature,
                stage,
                verdict.value(),
                verdict.limit(),
                modelVersion,
                windowStart,
                windowEnd,
                confirmed && settings.trainingFeatures.contains(feature)));
      }
    }
    return alarms;
  }

  /** The errors of one window, against the held-out errors of the same version. */
  public List<Alarm> observeError(
      long modelVersion,
      long windowStart,
      long windowEnd,
      ErrorMoments reference,
      ErrorMoments window) {
    if (!follow(modelVersion) || window.count() < settings.error.minimumRows()) {
      return List.of();
    }
    double sum = settings.error.next(cusum, reference, window);
    boolean alarm = settings.error.isAlarm(sum);
    cusum = alarm ? 0 : sum;
    quietErrorWindows = sum == 0 ? quietErrorWindows + 1 : 0;
    Alarm.Stage stage = null;
    if (alarm) {
      stage = errorAlarm ? Alarm.Stage.CONFIRMED : Alarm.Stage.RAISED;
      errorAlarm = true;
    } else if (errorAlarm && quietErrorWindows >= settings.confirmations) {
      stage = Alarm.Stage.ENDED;
      errorAlarm = false;
    }
    if (stage == null) {
      return List.of();
    }
    return List.of(
        new Alarm(
            Alarm.Kind.ERROR,
            "error",
            stage,
            sum,
            settings.error.threshold(),
            modelVersion,
            windowStart,
            windowEnd,
            settings.trainOnError && stage != Alarm.Stage.ENDED));
  }

  /** Starts over with a newer version; false for what an older one still said. */
  private boolean follow(long modelVersion) {
    if (modelVersion > version) {
      version = modelVersion;
      cusum = 0;
      errorAlarm = false;
      quietErrorWindows = 0;
      driftingWindows.clear();
    }
    return modelVersion == version;
  }

  /** Writes the state between two windows. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(1);
    out.writeLong(version);
    out.writeDouble(cusum);
    out.writeBoolean(errorAlarm);
    out.writeInt(quietErrorWindows);
    out.writeInt(driftingWindows.size());
    for (Map.Entry<String, Integer> entry : driftingWindows.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue());
    }
  }

  /** A monitor that goes on where the written one stopped. */
  public static DriftMonitor readFrom(DataInput in, Settings settings) throws IOException {
    int form = in.readByte();
    if (form != 1) {
      throw new IOException("drift monitor state: version " + form + " (expected: 1)");
    }
    DriftMonitor monitor = new DriftMonitor(settings);
    monitor.version = in.readLong();
    monitor.cusum = in.readDouble();
    monitor.errorAlarm = in.readBoolean();
    monitor.quietErrorWindows = in.readInt();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      monitor.driftingWindows.put(in.readUTF(), in.readInt());
    }
    return monitor;
  }
}
