package io.millrace.runners.demo;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.RawRecord;
import io.millrace.models.data.RecordDecoder;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.registry.AliasChange;
import io.millrace.models.registry.ModelStore;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.LabelSettings;
import io.millrace.pipelines.io.Decoders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The errors of every trip's prediction, measured once more when the demo is over: what the loop
 * said, what the first version says, and, for a month after each promotion, what both versions say.
 */
final class TripErrors {
  private static final long NEXT_MONTH_MILLIS = 30L * 86_400_000;
  private static final int BATCH = 4096;
  private static final long FIRST_VERSION = 1;

  private final TripLog log;
  private final Models loaded;
  private final SortedMap<YearMonth, MonthErrors> months = new TreeMap<>();
  private final List<AliasChange> promotions;
  private final List<Comparison> comparisons = new ArrayList<>();
  private final RecordDecoder decoder;
  private final LabelSettings.Range valid;
  private final List<Integer> indexes = new ArrayList<>();
  private final List<Double> durations = new ArrayList<>();
  private long records;
  private long labels;

  private TripErrors(
      Deployment deployment, TripLog log, Models loaded, List<AliasChange> promotions) {
    this.log = log;
    this.loaded = loaded;
    this.promotions = promotions;
    this.decoder = Decoders.of(deployment.records()).create();
    this.valid = deployment.labels().validRange();
  }

  /** Measures all trips; {@code promotions} are the changes of champion to compare. */
  static TripErrors measure(
      Deployment deployment, Trips trips, TripLog log, List<AliasChange> promotions)
      throws IOException, ModelRejectedException {
    try (Models loaded = new Models(deployment)) {
      TripErrors errors = new TripErrors(deployment, log, loaded, promotions);
      errors.all(trips);
      return errors;
    }
  }

  long records() {
    return records;
  }

  long labels() {
    return labels;
  }

  SortedMap<YearMonth, MonthErrors> months() {
    return months;
  }

  /** The promotions whose version predicted something. */
  List<Comparison> comparisons() {
    return comparisons;
  }

  private void all(Trips trips) throws IOException, ModelRejectedException {
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

  private void measure() throws IOException, ModelRejectedException {
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

  private void compare(ColumnBatch rows) throws IOException, ModelRejectedException {
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

  /** A sum of absolute percentage errors. */
  static final class Error {
    private double sum;
    private long rows;

    void add(double prediction, double label) {
      sum += Math.abs(prediction - label) / label;
      rows++;
    }

    long rows() {
      return rows;
    }

    @Nullable Double mean() {
      return rows == 0 ? null : sum / rows;
    }
  }

  static final class MonthErrors {
    final Error fixed = new Error();
    final Error loop = new Error();
    final TreeSet<Long> versions = new TreeSet<>();
  }

  /** The span after a promotion, and what both versions say of it. */
  record Comparison(AliasChange change, long start, Error stayed, Error moved) {
    boolean holds(long time) {
      return time >= start && time < start + NEXT_MONTH_MILLIS;
    }
  }

  /** The versions that have to be asked again, loaded once. */
  private static final class Models implements AutoCloseable {
    private final Deployment deployment;
    private final ModelStore models;
    private final Map<Long, SavedModel> byVersion = new HashMap<>();

    Models(Deployment deployment) {
      this.deployment = deployment;
      this.models = new ModelStore(deployment.registry().models());
    }

    double[] predict(long version, ColumnBatch rows) throws IOException, ModelRejectedException {
      SavedModel model = byVersion.get(version);
      if (model == null) {
        model = SavedModel.load(models.fetch(deployment.model(), version));
        byVersion.put(version, model);
      }
      return model.predict(rows).floats(ExampleCodec.PREDICTION);
    }

    @Override
    public void close() {
      byVersion.values().forEach(SavedModel::close);
    }
  }
}
