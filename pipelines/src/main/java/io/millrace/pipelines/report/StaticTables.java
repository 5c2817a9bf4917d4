package io.millrace.pipelines.report;

import io.millrace.models.schema.PathText;
import io.millrace.pipelines.report.StatisticsReport.NamedStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DriftSkewInfo;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.StringStatistics;

/**
 * The parts of the page that are plain HTML: the anomalies, and tables for a browser without
 * JavaScript.
 */
final class StaticTables {
  /** More anomalies than this are folded up, so that the features can be seen. */
  private static final int OPEN_ANOMALIES = 20;

  private StaticTables() {}

  /** The anomalies with their texts and, after them, what was measured of drift and skew. */
  static String anomalies(@Nullable Anomalies anomalies) {
    if (anomalies == null) {
      return "";
    }
    TreeMap<String, AnomalyInfo> byPath = new TreeMap<>(anomalies.getAnomalyInfoMap());
    StringBuilder html = new StringBuilder("<section id=\"anomalies\"><details");
    html.append(byPath.size() <= OPEN_ANOMALIES ? " open" : "");
    html.append("><summary><h2>Anomalies<small>").append(byPath.size());
    html.append(byPath.size() == 1 ? " feature" : " features").append("</small></h2></summary>");
    if (anomalies.getDataMissing()) {
      html.append("<p class=\"bad\">The data set has no rows.</p>");
    } else if (byPath.isEmpty() && !anomalies.hasDatasetAnomalyInfo()) {
      html.append("<p class=\"good\">None: the data is as the schema asks.</p>");
    } else {
      Rows table = new Rows(html, "Feature", "Severity", "Anomaly", "Details");
      if (anomalies.hasDatasetAnomalyInfo()) {
        anomaly(table, "(the data set)", anomalies.getDatasetAnomalyInfo());
      }
      byPath.forEach((path, anomaly) -> anomaly(table, path, anomaly));
      table.end();
    }
    measurements(html, anomalies.getDriftSkewInfoList());
    return html.append("</details></section>").toString();
  }

  private static void anomaly(Rows table, String path, AnomalyInfo anomaly) {
    table.row(
        path,
        anomaly.getSeverity().name().toLowerCase(Locale.ROOT),
        anomaly.getShortDescription(),
        anomaly.getDescription());
  }

  private static void measurements(StringBuilder html, List<DriftSkewInfo> measured) {
    if (measured.isEmpty()) {
      return;
    }
    html.append("<h3>Drift and skew</h3>");
    Rows table = new Rows(html, "Feature", "Against", "Measure", "Value", "Threshold", "");
    for (DriftSkewInfo info : measured) {
      String path = PathText.of(info.getPath());
      info.getDriftMeasurementsList().forEach(m -> measurement(table, path, "previous", m));
      info.getSkewMeasurementsList().forEach(m -> measurement(table, path, "serving", m));
    }
    table.end();
  }

  private static void measurement(
      Rows table, String path, String against, DriftSkewInfo.Measurement measured) {
    table.row(
        path,
        against,
        SchemaWords.measure(measured.getType()),
        figure(measured.getValue()),
        figure(measured.getThreshold()),
        measured.getValue() > measured.getThreshold() ? "above" : "");
  }

  /** The first data set of each file: its features, most unbalanced or most often missing first. */
  static String datasets(StatisticsReport report) {
    StringBuilder html = new StringBuilder();
    dataset(html, report.statistics());
    if (report.compared() != null) {
      dataset(html, report.compared());
    }
    return html.toString();
  }

  private static void dataset(StringBuilder html, NamedStatistics named) {
    DatasetFeatureStatistics dataset = named.list().getDatasets(0);
    html.append("<h2>").append(Html.escape(named.name())).append("</h2><p>");
    html.append(String.format(Locale.ROOT, "%,d", dataset.getNumExamples())).append(" rows, ");
    html.append(dataset.getFeaturesCount()).append(" features</p>");
    List<FeatureNameStatistics> features = new ArrayList<>(dataset.getFeaturesList());
    features.sort(Comparator.comparingDouble(StaticTables::attention).reversed());
    for (FeatureKind kind : FeatureKind.values()) {
      List<FeatureNameStatistics> ofKind =
          features.stream().filter(feature -> FeatureKind.of(feature) == kind).toList();
      if (!ofKind.isEmpty()) {
        html.append("<h3>").append(kind.title()).append("</h3>");
        features(html, kind, ofKind);
      }
    }
  }

  private static double attention(FeatureNameStatistics feature) {
    return Math.max(Imbalance.of(feature), missingShare(feature));
  }

  private static double missingShare(FeatureNameStatistics feature) {
    var common = FeatureKind.of(feature).common(feature);
    long rows = common.getNumMissing() + common.getNumNonMissing();
    return rows == 0 ? 0 : (double) common.getNumMissing() / rows;
  }

  private static void features(
      StringBuilder html, FeatureKind kind, List<FeatureNameStatistics> features) {
    Rows table =
        switch (kind) {
          case NUMERIC ->
              new Rows(
                  html, "Feature", "Type", "Count", "Missing", "Zeros", "Mean", "Std dev", "Min",
                  "Median", "Max");
          case CATEGORICAL ->
              new Rows(
                  html,
                  "Feature",
                  "Type",
                  "Count",
                  "Missing",
                  "Unique",
                  "Most frequent",
                  "Avg length");
          case BYTES ->
              new Rows(html, "Feature", "Type", "Count", "Missing", "Avg bytes", "Max bytes");
          case STRUCT -> new Rows(html, "Feature", "Type", "Count", "Missing");
        };
    for (FeatureNameStatistics feature : features) {
      List<String> cells = new ArrayList<>();
      cells.add(FeatureKind.id(feature));
      cells.add(feature.getType().name());
      cells.add(Long.toString(kind.common(feature).getNumNonMissing()));
      cells.add(figure(100 * missingShare(feature)) + "%");
      switch (kind) {
        case NUMERIC -> numbers(cells, feature.getNumStats());
        case CATEGORICAL -> strings(cells, feature.getStringStats());
        case BYTES -> {
          cells.add(figure(feature.getBytesStats().getAvgNumBytes()));
          cells.add(figure(feature.getBytesStats().getMaxNumBytes()));
        }
        case STRUCT -> {}
      }
      table.row(cells.toArray(String[]::new));
    }
    table.end();
  }

  private static void numbers(List<String> cells, NumericStatistics stats) {
    cells.add(Long.toString(stats.getNumZeros()));
    for (double figure :
        new double[] {
          stats.getMean(), stats.getStdDev(), stats.getMin(), stats.getMedian(), stats.getMax()
        }) {
      cells.add(figure(figure));
    }
  }

  private static void strings(List<String> cells, StringStatistics stats) {
    cells.add(Long.toString(stats.getUnique()));
    cells.add(
        stats.getTopValuesCount() == 0
            ? ""
            : HistogramData.shorten(stats.getTopValues(0).getValue()));
    cells.add(figure(stats.getAvgLength()));
  }

  private static String figure(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  /** An HTML table that is written row by row. */
  private static final class Rows {
    private final StringBuilder html;

    Rows(StringBuilder html, String... header) {
      this.html = html;
      html.append("<div class=\"scroll\"><table class=\"plain\"><thead>");
      cells("th", header);
      html.append("</thead><tbody>");
    }

    void row(String... cells) {
      cells("td", cells);
    }

    private void cells(String element, String... cells) {
      html.append("<tr>");
      for (String cell : cells) {
        html.append('<').append(element).append('>');
        html.append(Html.escape(cell)).append("</").append(element).append('>');
      }
      html.append("</tr>");
    }

    void end() {
      html.append("</tbody></table></div>");
    }
  }
}
