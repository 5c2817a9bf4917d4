package io.millrace.pipelines.cli;

import io.millrace.models.schema.PathText;
import io.millrace.models.validation.AnomalySummary;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DriftSkewInfo;

/** Prints anomalies for people: a line a reason, then every distance that was measured. */
final class AnomalyPrinter {
  private AnomalyPrinter() {}

  static void print(Anomalies anomalies, PrintStream out) {
    AnomalySummary summary = AnomalySummary.of(anomalies);
    summary.lines().forEach(out::println);
    if (anomalies.getDriftSkewInfoCount() == 0) {
      return;
    }
    out.println();
    Table table = new Table("FEATURE", "AGAINST", "DISTANCE", "VALUE", "THRESHOLD");
    for (DriftSkewInfo info : anomalies.getDriftSkewInfoList()) {
      String feature = PathText.of(info.getPath());
      add(table, feature, "previous", info.getDriftMeasurementsList());
      add(table, feature, "serving", info.getSkewMeasurementsList());
    }
    table.print(out);
  }

  private static void add(
      Table table, String feature, String against, List<DriftSkewInfo.Measurement> measurements) {
    for (DriftSkewInfo.Measurement measured : measurements) {
      table.row(
          feature,
          against,
          measured.getType(),
          String.format(Locale.ROOT, "%.4g", measured.getValue()),
          String.format(Locale.ROOT, "%.4g", measured.getThreshold()));
    }
  }
}
