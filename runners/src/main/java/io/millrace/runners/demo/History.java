package io.millrace.runners.demo;

import io.millrace.pipelines.config.BootstrapSettings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The trips of the quiet months as files, for the bootstrap.
 *
 * @param records a CSV file of records
 * @param labels a CSV file of labels
 */
record History(Path records, Path labels) {

  /** Writes the trips that began in the span and ended in it. */
  static History write(Path directory, Demo.TripSource source, BootstrapSettings span)
      throws IOException {
    Files.createDirectories(directory);
    History history = new History(directory.resolve("trips.csv"), directory.resolve("labels.csv"));
    long from = span.from().toEpochMilli();
    long to = span.to().toEpochMilli();
    try (Trips trips = source.open();
        BufferedWriter records = Files.newBufferedWriter(history.records);
        BufferedWriter labels = Files.newBufferedWriter(history.labels)) {
      line(records, TripMessages.RECORD_COLUMNS);
      line(labels, TripMessages.LABEL_COLUMNS);
      long index = 0;
      for (Trip trip = trips.next(); trip != null; trip = trips.next()) {
        String id = TripMessages.tripId(index++);
        String label = TripMessages.label(id, trip);
        if (label != null && trip.pickupMillis() >= from && trip.dropoffMillis() < to) {
          line(records, TripMessages.record(id, trip));
          line(labels, label);
        }
      }
    }
    return history;
  }

  private static void line(BufferedWriter writer, String text) throws IOException {
    writer.write(text);
    writer.write('\n');
  }
}
