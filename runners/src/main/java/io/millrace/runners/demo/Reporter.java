package io.millrace.runners.demo;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.RawRecord;
import io.millrace.models.data.RecordDecoder;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.registry.AliasChange;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRun;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.LabelSettings;
import io.millrace.pipelines.io.Decoders;
import io.millrace.pipelines.stages.Stages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the demo's report: what the loop predicted, beside what the first model alone, and each
 * replaced champion, would have said of the same trips.
 */
final class Reporter {
  /** Months with fewer measured trips are dates gone wrong. */
  private static final long FEWEST_ROWS = 100;

  private static final long NEXT_MONTH_MILLIS = 30L * 86_400_000;

  private final Deployment deployment;
  private final Registry registry;
  private final Demo.TripSource source;
  private final ModelStore models;

  Reporter(Deployment deployment, Registry registry, Demo.TripSource source) {
    this.deployment = deployment;
    this.registry = registry;
    this.source = source;
    this.models = new ModelStore(deployment.registry().models());
  }

  /** A sum of absolute percentage errors. */
  private static final class Error {
    private double sum;
    private long rows;

    void add(double prediction, double label) {
      sum += Math.abs(prediction - label) / label;
      rows++;
    }

    @Nullable Double mean() {
      return rows == 0 ? null : sum / rows;
    }
  }

  private static final class MonthErrors {
    private final Error fixed = new Error();
    private final Error loop = new Error();
    private final TreeSet<Long> versions = new TreeSet<>();
  }

  /** The span after a promotion, and what both versions say of it. */
  private record Comparison(AliasChange change, long start, Error stayed, Error moved) {
    boolean holds(long time) {
      return time >= start && time < start + NEXT_MONTH_MILLIS;
    }
  }

  DemoReport report(TripLog log, double seconds) throws IOException, ModelRejectedException {
    List<AliasChange> promotions =
        registry.history(deployment.model()).stream()
            .filter(change -> change.from() != null)
            .toList();
    SortedMap<YearMonth, MonthErrors> months = new TreeMap<>();
    long labels;
    long records;
    List<Comparison> comparisons;
    try (Models loaded = new Models();
        Trips trips = source.open()) {
      Measure measure = new Measure(log, loaded, months, promotions);
      measure.all(trips);
      records = measure.records;
      labels = measure.labels;
      comparisons = measure.comparisons;
    }
    List<TrainingRun> runs = registry.runs(deployment.model());
    return new DemoReport(
        records,
        log.predicted(),
        log.deadLettered(),
        log.duplicates(),
        labels,
        months(months, runs, log),
        comparisons.stream().map(Reporter::promotion).toList(),
        log.anomalies().stream().map(Reporter::anomaly).toList(),
        raised(log).stream()
            .map(alarm -> new DemoReport.Alarm(alarm.end().toString(), alarm.describe()))
            .toList(),
        runs.stream().map(Reporter::training).toList(),
        seconds);
  }

  private static List<TripLog.LoggedAlarm> raised(TripLog log) {
    return log.alarms().stream().filter(alarm -> alarm.stage().equals("raised")).toList();
  }

  private static List<DemoReport.Month> months(
      SortedMap<YearMonth, MonthErrors> errors, List<TrainingRun> runs, TripLog log) {
    List<DemoReport.Month> months = new ArrayList<>();
    errors.forEach(
        (month, error) -> {
          if (error.loop.rows < FEWEST_ROWS) {
            return;
          }
          List<TrainingRun> ours =
              runs.stream().filter(run -> month.equals(month(eventTime(run)))).toList();
          months.add(
              new DemoReport.Month(
                  month.toString(),
                  error.loop.rows,
                  error.fixed.mean(),
                  error.loop.mean(),
                  List.copyOf(error.versions),
                  (int)
                      raised(log).stream()
                          .filter(alarm -> month.equals(month(alarm.end())))
                          .count(),
                  ours.size(),
                  (int) ours.stream().filter(run -> outcome(run).equals("accepted")).count(),
                  ours.stream()
                      .filter(run -> outcome(run).equals("refused"))
                      .map(run -> String.valueOf(run.message()))
                      .toList()));
        });
    return months;
  }

  /** The month that a window lies in, by its end. */
  private static @Nullable YearMonth month(@Nullable Instant windowEnd) {
    return windowEnd == null
        ? null
        : YearMonth.from(windowEnd.minusMillis(1).atOffset(ZoneOffset.UTC));
  }

  private static @Nullable Instant eventTime(TrainingRun run) {
    return run.request().cause().eventTime();
  }

  private static String outcome(TrainingRun run) {
    return run.state().name().toLowerCase(Locale.ROOT);
  }

  private static DemoReport.Training training(TrainingRun run) {
    return new DemoReport.Training(
        String.valueOf(eventTime(run)),
        run.request().cause().reason(),
        outcome(run),
        run.version(),
        run.decision() == null ? String.valueOf(run.message()) : run.decision().reason());
  }

  private static DemoReport.Anomaly anomaly(TripLog.LoggedAnomaly anomaly) {
    return new DemoReport.Anomaly(
        anomaly.end().toString(), anomaly.feature(), anomaly.type(), anomaly.description());
  }

  private static DemoReport.Promotion promotion(Comparison comparison) {
    return new DemoReport.Promotion(
        comparison.change.to(),
        comparison.change.from(),
        String.valueOf(comparison.change.eventTime()),
        comparison.moved.mean(),
        comparison.stayed.mean());
  }

  /** The versions that have to be asked again, loaded once. */
  private final class Models implements AutoCloseable {
    private final Map<Long, SavedModel> byVersion = new HashMap<>();

    double[] predict(long version, ColumnBatch rows) throws ModelRejectedException {
      SavedModel model = byVersion.get(version);
      if (model == null) {
        model = SavedModel.load(models.locate(deployment.model(), version));
        byVersion.put(version, model);
      }
      return model.predict(rows).floats(Stages.PREDICTION);
    }

    @Override
    public void close() {
      byVersion.values().forEach(SavedModel::close);
    }
  }

  /** One pass over all trips. */
  private final class Measure {
    private static final int BATCH = 4096;
    private static final long FIRST_VERSION = 1;

    private final TripLog log;
    private final Models loaded;
    private final SortedMap<YearMonth, MonthErrors> months;
    private final List<AliasChange> promotions;
    private final List<Comparison> comparisons = new ArrayList<>();
    private final RecordDecoder decoder = Decoders.of(deployment.records()).create();
    private final List<Integer> indexes = new ArrayList<>();
    private final List<Double> durations = new ArrayList<>();
    private long records;
    private long labels;

    Measure(
        TripLog log,
        Models loaded,
        SortedMap<YearMonth, MonthErrors> months,
        List<AliasChange> promotions) {
      this.log = log;
      this.loaded = loaded;
      this.months = months;
      this.promotions = promotions;
    }

    void all(Trips trips) throws IOException, ModelRejectedException {
      for (Trip trip = trips.next(); trip != null; trip = trips.next()) {
        take(Math.toIntExact(records++), trip);
        if (decoder.rows() == BATCH) {
          measure();
        }
      }
      measure();
    }

    private void take(int index, Trip trip) {
      if (!trip.hasDuration()) {
        return;
      }
      labels++;
      double minutes = (trip.dropoffMillis() - trip.pickupMillis()) / 60_000.0;
      LabelSettings.Range valid = deployment.labels().validRange();
      if (!valid.contains(minutes) || log.version(index) == 0) {
        return;
      }
      String id = TripMessages.tripId(index);
      byte[] line = TripMessages.record(id, trip).getBytes(StandardCharsets.UTF_8);
      try {
        decoder.decode(new RawRecord(line, new SourcePosition("trips", -1, index), 0), line);
        indexes.add(index);
        durations.add(minutes);
      } catch (UndecodableException e) {
        throw new IllegalStateException(
            id + " was predicted but cannot be read: " + e.getMessage(), e);
      }
    }

    private void measure() throws ModelRejectedException {
      if (decoder.rows() == 0) {
        return;
      }
      ColumnBatch rows = decoder.take();
      double[] fixed = loaded.predict(FIRST_VERSION, rows);
      for (int row = 0; row < rows.rows(); row++) {
        int index = indexes.get(row);
        long version = log.version(index);
        double label = durations.get(row);
        YearMonth month =
            YearMonth.from(Instant.ofEpochMilli(rows.eventTime(row)).atOffset(ZoneOffset.UTC));
        MonthErrors errors = months.computeIfAbsent(month, m -> new MonthErrors());
        errors.fixed.add(fixed[row], label);
        errors.loop.add(log.prediction(index), label);
        errors.versions.add(version);
        begin(version, rows.eventTime(row));
      }
      compare(rows);
      indexes.clear();
      durations.clear();
    }

    /** A promotion's month begins with the first trip that its version predicted. */
    private void begin(long version, long time) {
      for (AliasChange change : promotions) {
        if (change.to() == version
            && comparisons.stream().noneMatch(known -> known.change.equals(change))) {
          comparisons.add(new Comparison(change, time, new Error(), new Error()));
        }
      }
    }

    private void compare(ColumnBatch rows) throws ModelRejectedException {
      for (Comparison comparison : comparisons) {
        int[] picked = new int[rows.rows()];
        int count = 0;
        for (int row = 0; row < rows.rows(); row++) {
          if (comparison.holds(rows.eventTime(row))) {
            picked[count++] = row;
          }
        }
        if (count == 0) {
          continue;
        }
        ColumnBatch span = rows.select(picked, count);
        Long from = comparison.change.from();
        double[] stayed = loaded.predict(from == null ? FIRST_VERSION : from, span);
        double[] moved = loaded.predict(comparison.change.to(), span);
        for (int i = 0; i < count; i++) {
          double label = durations.get(picked[i]);
          comparison.stayed.add(stayed[i], label);
          comparison.moved.add(moved[i], label);
        }
      }
    }
  }
}
