package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.TrainingSummary;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.runners.demo.Trip;
import io.millrace.runners.demo.TripColumn;
import io.millrace.runners.demo.TripFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Learns real trips of a quarter and predicts the next: about 20 s. It needs TLC's trips of 2018-01
 * to 2018-06 in the file that the system property {@code millrace.taxi} names, and is skipped
 * without.
 */
class TaxiTrainingIT {
  private static final YearMonth FIRST = YearMonth.of(2018, 1);
  private static final Layout LAYOUT =
      Layout.of(
          new Layout.Field("trip_distance", ValueType.FLOAT),
          new Layout.Field("passenger_count", ValueType.FLOAT),
          new Layout.Field("vendor_id", ValueType.STRING),
          new Layout.Field("rate_code_id", ValueType.STRING),
          new Layout.Field("pickup_location_id", ValueType.STRING),
          new Layout.Field("dropoff_location_id", ValueType.STRING),
          new Layout.Field("minutes", ValueType.FLOAT));
  private static final List<TripColumn> TEXTS =
      List.of(
          TripColumn.VENDOR_ID,
          TripColumn.RATE_CODE_ID,
          TripColumn.PICKUP_LOCATION_ID,
          TripColumn.DROPOFF_LOCATION_ID);

  @Test
  void predictsTheNextQuarterWithinAQuarter(@TempDir Path root) throws Exception {
    Path file = Path.of(System.getProperty("millrace.taxi", "absent"));
    assumeTrue(Files.exists(file), "system property millrace.taxi: no file of trips");
    Map<YearMonth, ColumnBatch> months = read(file);
    TrainingSpec spec =
        TrainingSpec.builder(
                List.of(
                    FeatureSpec.cyclicTime(4),
                    FeatureSpec.log("trip_distance"),
                    FeatureSpec.numeric("passenger_count"),
                    FeatureSpec.category("vendor_id", 8, 2),
                    FeatureSpec.category("rate_code_id", 16, 2),
                    FeatureSpec.category("pickup_location_id", 300, 8),
                    FeatureSpec.category("dropoff_location_id", 300, 8)))
            .shape(ModelShape.wideAndDeep(64, 32))
            .batchSize(128)
            .epochs(15)
            .build();
    Path directory = root.resolve("model");
    TrainingSummary summary =
        new Trainer(spec, "minutes")
            .train(List.copyOf(months.values()).subList(0, 3), directory, TrainingProgress.NONE);
    assertThat(summary.examples()).isGreaterThan(25_000);
    double sum = 0;
    try (SavedModel model = SavedModel.load(directory)) {
      for (ColumnBatch month : List.copyOf(months.values()).subList(3, 6)) {
        sum += meanAbsolutePercentageError(model, month);
      }
    }
    // A linear model has 0.26 to 0.29.
    assertThat(sum / 3).isLessThan(0.255);
  }

  private static double meanAbsolutePercentageError(SavedModel model, ColumnBatch rows)
      throws Exception {
    double[] seen = model.predict(rows).floats("prediction");
    FloatColumn labels = (FloatColumn) rows.column(LAYOUT.indexOf("minutes"));
    double sum = 0;
    for (int row = 0; row < seen.length; row++) {
      sum += Math.abs(seen[row] - labels.value(row)) / labels.value(row);
    }
    return sum / seen.length;
  }

  /** Half a year of trips of 1 to 180 minutes, by month. */
  private static Map<YearMonth, ColumnBatch> read(Path file) throws Exception {
    Map<YearMonth, ColumnBatchBuilder> builders = new TreeMap<>();
    for (int month = 0; month < 6; month++) {
      builders.put(FIRST.plusMonths(month), new ColumnBatchBuilder(LAYOUT, false));
    }
    try (TripFile trips = TripFile.open(List.of(file))) {
      for (Trip trip = trips.next(); trip != null; trip = trips.next()) {
        if (!trip.hasDuration()) {
          continue;
        }
        ColumnBatchBuilder month = builders.get(monthOf(trip));
        double minutes = (trip.dropoffMillis() - trip.pickupMillis()) / 60_000.0;
        if (month != null && minutes >= 1 && minutes <= 180) {
          add(month, trip, minutes);
        }
      }
    }
    Map<YearMonth, ColumnBatch> months = new TreeMap<>();
    builders.forEach((month, builder) -> months.put(month, builder.build()));
    return months;
  }

  private static YearMonth monthOf(Trip trip) {
    return YearMonth.from(Instant.ofEpochMilli(trip.pickupMillis()).atOffset(ZoneOffset.UTC));
  }

  private static void add(ColumnBatchBuilder rows, Trip trip, double minutes) {
    addNumber(rows, 0, trip.field(TripColumn.TRIP_DISTANCE));
    addNumber(rows, 1, trip.field(TripColumn.PASSENGER_COUNT));
    for (int i = 0; i < TEXTS.size(); i++) {
      String text = trip.field(TEXTS.get(i));
      if (!text.isEmpty()) {
        rows.append(2 + i, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    rows.append(2 + TEXTS.size(), minutes);
    SourcePosition position = new SourcePosition("trips", 0, rows.rows());
    rows.endRow(new byte[] {1}, trip.pickupMillis(), position, new byte[0]);
  }

  private static void addNumber(ColumnBatchBuilder rows, int column, String text) {
    if (!text.isEmpty()) {
      rows.append(column, Double.parseDouble(text));
    }
  }
}
