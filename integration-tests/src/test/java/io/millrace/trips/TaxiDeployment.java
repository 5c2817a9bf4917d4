package io.millrace.trips;

import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.Deployments;
import io.millrace.runners.demo.Trip;
import io.millrace.runners.demo.TripMessages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The example of the taxi trips, with everything that it writes in a directory.
 *
 * @param config the deployment's file
 * @param out the variable {@code OUT}
 * @param kafka the variable {@code KAFKA}
 */
public record TaxiDeployment(Path config, Path out, String kafka) {
  private static final Path EXAMPLE =
      Path.of("").toAbsolutePath().resolveSibling("examples/nyc-taxi/millrace.yaml");

  /** The example as it is. */
  public static TaxiDeployment example(Path out) {
    return new TaxiDeployment(EXAMPLE, out, "localhost:9092");
  }

  public TaxiDeployment withKafka(String bootstrapServers) {
    return new TaxiDeployment(config, out, bootstrapServers);
  }

  /** The same with records in JSON or Avro, in a file of its own. */
  public TaxiDeployment withRecords(String format, String more) throws Exception {
    String changed =
        Files.readString(config)
            .replaceFirst("\n  format: csv\n", "\n  format: " + format + "\n" + more);
    return new TaxiDeployment(
        Files.writeString(out.resolve(format + ".yaml"), changed), out, kafka);
  }

  /** The same with this section {@code drift}, in a file of its own. */
  public TaxiDeployment withDrift(String drift) throws Exception {
    String changed = Files.readString(config) + "\ndrift: " + drift + "\n";
    return new TaxiDeployment(Files.writeString(out.resolve("drift.yaml"), changed), out, kafka);
  }

  /** The same with this section {@code validation}, in a file of its own. */
  public TaxiDeployment withValidation(String validation) throws Exception {
    String changed = Files.readString(config) + "\nvalidation: " + validation + "\n";
    return new TaxiDeployment(
        Files.writeString(out.resolve("validation.yaml"), changed), out, kafka);
  }

  /** The same with metrics at this port, in a file of its own. */
  public TaxiDeployment withMetrics(int port) throws Exception {
    String changed = Files.readString(config) + "\nmetrics: {port: " + port + "}\n";
    return new TaxiDeployment(Files.writeString(out.resolve("metrics.yaml"), changed), out, kafka);
  }

  /** The same with records in Avro of {@link TripRecords#schema}. */
  public TaxiDeployment withAvroRecords() throws Exception {
    Path schema = out.resolve("trip.avsc");
    Files.writeString(schema, new TripRecords(load()).schema().toString());
    return withRecords("avro", "  schema_file: " + schema + "\n");
  }

  public Deployment load() throws Exception {
    return Deployments.load(config, Map.of("OUT", out.toString(), "KAFKA", kafka));
  }

  /** The arguments that name this deployment. */
  public List<String> arguments() {
    return List.of("--config", config.toString(), "--set", "OUT=" + out, "--set", "KAFKA=" + kafka);
  }

  /**
   * Files of records and of labels.
   *
   * @param ids of the trips, in order
   */
  public record History(Path records, Path labels, List<String> ids) {}

  /** Writes trips as CSV files. */
  public static History writeCsv(Path directory, List<Trip> trips) throws Exception {
    Files.createDirectories(directory);
    List<String> records = new ArrayList<>(List.of(TripMessages.RECORD_COLUMNS));
    List<String> labels = new ArrayList<>(List.of(TripMessages.LABEL_COLUMNS));
    List<String> ids = new ArrayList<>();
    for (Trip trip : trips) {
      String id = TripMessages.tripId(ids.size());
      ids.add(id);
      records.add(TripMessages.record(id, trip));
      String label = TripMessages.label(id, trip);
      if (label != null) {
        labels.add(label);
      }
    }
    return new History(
        Files.write(directory.resolve("records.csv"), records),
        Files.write(directory.resolve("labels.csv"), labels),
        ids);
  }

  /** Writes the quiet quarter that the example's bootstrap wants. */
  public History writeQuietQuarter(int tripsPerMonth) throws Exception {
    List<Trip> trips =
        TripRecords.trips(YearMonth.of(2018, 1), YearMonth.of(2018, 3), tripsPerMonth);
    return writeCsv(out.resolve("quiet"), trips);
  }
}
