package io.millrace.pipelines.cli;

import io.millrace.models.schema.PathText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DriftSkewInfo;

/**
 * Anomalies as people and programs read them on a terminal.
 *
 * @param dataMissing whether the data has no examples, and nothing else was looked at
 * @param anomalies those of the data set first, then those of features in the order of their paths
 * @param measurements every distance that was measured, above its threshold or not
 */
record AnomalySummary(boolean dataMissing, List<Found> anomalies, List<Measured> measurements) {

  /** What is wrong with a feature; {@code feature} is empty for the data set. */
  record Found(
      String feature, String severity, String shortDescription, String description, List<String> types) {}

  /** A distance of a feature from other data. */
  record Measured(String feature, String against, String measure, double value, double threshold) {}

  static AnomalySummary of(Anomalies anomalies) {
    List<Found> found = new ArrayList<>();
    if (anomalies.hasDatasetAnomalyInfo()) {
      found.add(found("", anomalies.getDatasetAnomalyInfo()));
    }
    new TreeMap<>(anomalies.getAnomalyInfoMap())
        .forEach((path, anomaly) -> found.add(found(path, anomaly)));
    List<Measured> measured = new ArrayList<>();
    for (DriftSkewInfo info : anomalies.getDriftSkewInfoList()) {
      String feature = PathText.of(info.getPath());
      info.getDriftMeasurementsList().forEach(m -> measured.add(measured(feature, "previous", m)));
      info.getSkewMeasurementsList().forEach(m -> measured.add(measured(feature, "serving", m)));
    }
    return new AnomalySummary(anomalies.getDataMissing(), found, measured);
  }

  private static Found found(String feature, AnomalyInfo anomaly) {
    List<String> types = new ArrayList<>();
    anomaly.getReasonList().forEach(reason -> types.add(reason.getType().name()));
    return new Found(
        feature,
        anomaly.getSeverity().name(),
        anomaly.getShortDescription(),
        anomaly.getDescription(),
        types);
  }

  private static Measured measured(
      String feature, String against, DriftSkewInfo.Measurement measured) {
    return new Measured(
        feature, against, measured.getType().name(), measured.getValue(), measured.getThreshold());
  }

  boolean isClean() {
    return !dataMissing && anomalies.isEmpty();
  }

  void print(PrintStream out) {
    if (dataMissing) {
      out.println("no examples: nothing to validate");
      return;
    }
    if (!anomalies.isEmpty()) {
      Table table = new Table("FEATURE", "SEVERITY", "ANOMALY", "DETAILS");
      for (Found anomaly : anomalies) {
        table.row(
            anomaly.feature().isEmpty() ? "(data set)" : anomaly.feature(),
            anomaly.severity().toLowerCase(Locale.ROOT),
            anomaly.shortDescription(),
            anomaly.description());
      }
      table.print(out);
    }
    if (!measurements.isEmpty()) {
      printMeasurements(out);
    }
    out.println(
        anomalies.isEmpty()
            ? "no anomalies"
            : anomalies.size() == 1 ? "1 anomaly" : anomalies.size() + " anomalies");
  }

  private void printMeasurements(PrintStream out) {
    Table table = new Table("FEATURE", "AGAINST", "MEASURE", "VALUE", "THRESHOLD");
    for (Measured measured : measurements) {
      table.row(
          measured.feature(),
          measured.against(),
          measured.measure(),
          String.format(Locale.ROOT, "%.4g", measured.value()),
          String.format(Locale.ROOT, "%.4g", measured.threshold()));
    }
    table.print(out);
  }
}
