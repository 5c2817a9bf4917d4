package io.millrace.runners.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run of the demo; {@code report.json}, in snake case.
 *
 * <p>Errors are mean absolute percentage errors: 0.25 is 25 %. They are null where there was
 * nothing to measure. Times are event times as text, {@code 2020-04-01T12:00}.
 *
 * @param recordsIn records sent to the pipeline
 * @param predicted records with a prediction, each counted once
 * @param deadLettered records in the dead letters, each counted once
 * @param duplicates predictions that came more than once
 * @param labels labels sent
 * @param months in order
 * @param seconds how long the run took
 */
public record DemoReport(
    long recordsIn,
    long predicted,
    long deadLettered,
    long duplicates,
    long labels,
    List<Month> months,
    List<Promotion> promotions,
    List<Anomaly> anomalies,
    List<Alarm> alarms,
    List<Training> trainings,
    double seconds) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * A month of event time.
   *
   * @param month {@code 2020-04}
   * @param rows trips whose error was measured
   * @param staticMape error of the first version, kept throughout
   * @param loopMape error of the versions that were in use
   * @param versions the versions that were in use, in order
   * @param refusals why a challenger was not promoted, once for each
   */
  public record Month(
      String month,
      long rows,
      @Nullable Double staticMape,
      @Nullable Double loopMape,
      List<Long> versions,
      int alarms,
      int trainings,
      int promotions,
      List<String> refusals) {}

  /**
   * A version that took another's place.
   *
   * @param replaces null if it is the first
   * @param nextMonthMape its error in the month after
   * @param nextMonthMapeIfStayed the error of the version it replaced, on the same trips
   */
  public record Promotion(
      long version,
      @Nullable Long replaces,
      String at,
      @Nullable Double nextMonthMape,
      @Nullable Double nextMonthMapeIfStayed) {}

  /** What was wrong with the data, by the schema, in the first window in which it was so. */
  public record Anomaly(String at, String feature, String type, String description) {}

  /** Something that was found to have changed. */
  public record Alarm(String at, String reason) {}

  /**
   * A training run.
   *
   * @param trigger why it was asked for
   * @param outcome such as {@code promoted}, {@code refused} or {@code failed}
   * @param version what it made; null if nothing
   * @param detail what the gates said
   */
  public record Training(
      String at, String trigger, String outcome, @Nullable Long version, String detail) {}

  /** Returns the report as JSON. */
  public String toJson() throws IOException {
    return JSON.writeValueAsString(this);
  }

  /** Returns the report that a file holds. */
  public static DemoReport read(Path file) throws IOException {
    return JSON.readValue(Files.readAllBytes(file), DemoReport.class);
  }

  /** Writes the report; a reader of the file sees the old one or the new one. */
  public void write(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path whole = absolute.resolveSibling(absolute.getFileName() + ".tmp");
    Files.writeString(whole, toJson() + "\n");
    Files.move(
        whole, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
