package io.millrace.models.validation;

import io.millrace.models.schema.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** Anomalies for people to read: one entry a reason, the data set first, then by feature. */
public final class AnomalySummary {
  /** What stands for a feature where the data set as a whole is meant. */
  public static final String DATASET = "[dataset]";

  /**
   * One thing that is wrong.
   *
   * @param feature the path as {@code anomaly_info} has it, or {@link #DATASET}
   * @param severity of the feature's anomaly as a whole, which is that of its worst reason
   * @param type what is wrong
   * @param text the details or, where there are none, the heading
   */
  public record Entry(
      String feature, AnomalyInfo.Severity severity, AnomalyInfo.Type type, String text) {}

  private final boolean dataMissing;
  private final List<Entry> entries;

  private AnomalySummary(boolean dataMissing, List<Entry> entries) {
    this.dataMissing = dataMissing;
    this.entries = List.copyOf(entries);
  }

  public static AnomalySummary of(Anomalies anomalies) {
    List<Entry> entries = new ArrayList<>();
    if (anomalies.hasDatasetAnomalyInfo()) {
      add(DATASET, anomalies.getDatasetAnomalyInfo(), entries);
    }
    anomalies.getAnomalyInfoMap().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(ByteOrder.STRINGS))
        .forEach(entry -> add(entry.getKey(), entry.getValue(), entries));
    return new AnomalySummary(anomalies.getDataMissing(), entries);
  }

  private static void add(String feature, AnomalyInfo anomaly, List<Entry> entries) {
    for (AnomalyInfo.Reason reason : anomaly.getReasonList()) {
      String text =
          reason.getDescription().isEmpty()
              ? reason.getShortDescription()
              : reason.getDescription().strip();
      entries.add(new Entry(feature, anomaly.getSeverity(), reason.getType(), text));
    }
  }

  public List<Entry> entries() {
    return entries;
  }

  /** True if there was no data to validate. */
  public boolean dataMissing() {
    return dataMissing;
  }

  /** True if there was data, and all is well with it. */
  public boolean isEmpty() {
    return !dataMissing && entries.isEmpty();
  }

  /** A line a reason, in columns: feature, severity, type, text; or one line that says all. */
  public List<String> lines() {
    if (dataMissing) {
      return List.of("No data: the statistics are of 0 examples.");
    }
    if (entries.isEmpty()) {
      return List.of("No anomalies.");
    }
    int featureWidth = width(entries.stream().map(Entry::feature).toList());
    int severityWidth = width(entries.stream().map(entry -> entry.severity().name()).toList());
    int typeWidth = width(entries.stream().map(entry -> entry.type().name()).toList());
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      lines.add(
          pad(entry.feature(), featureWidth)
              + pad(entry.severity().name(), severityWidth)
              + pad(entry.type().name(), typeWidth)
              + entry.text().replace("\n", " "));
    }
    return lines;
  }

  private static int width(List<String> cells) {
    return cells.stream().map(String::length).max(Comparator.naturalOrder()).orElse(0) + 2;
  }

  private static String pad(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }
}
