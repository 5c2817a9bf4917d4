package io.millrace.pipelines.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.models.schema.PathText;
import io.millrace.models.validation.CorrespondingSlices;
import io.millrace.pipelines.report.StatisticsReport.NamedStatistics;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.CrossFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.DriftSkewInfo;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Schema;

/** Writes what the page's scripts draw from: JSON that can stand in a script element. */
final class ReportData {
  private final JsonGenerator json;
  private final FeatureData features;

  private ReportData(JsonGenerator json) {
    this.json = json;
    this.features = new FeatureData(json);
  }

  static String of(StatisticsReport report) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setCharacterEscapes(new ScriptSafe());
      new ReportData(json).write(report);
    }
    return text.toString();
  }

  private void write(StatisticsReport report) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("datasets");
    datasets(report.statistics());
    if (report.compared() != null) {
      datasets(report.compared());
    }
    json.writeEndArray();
    // Where the second file's data sets start; none of them: nothing is compared at first.
    json.writeNumberField("compared", report.statistics().list().getDatasetsCount());
    if (report.schema() != null) {
      schema(report.schema());
    }
    if (report.anomalies() != null) {
      anomalies(report.anomalies());
      slices(report.statistics().list(), report.anomalies());
    }
    json.writeEndObject();
  }

  private void datasets(NamedStatistics named) throws IOException {
    for (DatasetFeatureStatistics dataset : named.list().getDatasetsList()) {
      json.writeStartObject();
      json.writeStringField("file", named.name());
      json.writeStringField("name", dataset.getName());
      json.writeNumberField("rows", dataset.getNumExamples());
      json.writeNumberField("weightedRows", dataset.getWeightedNumExamples());
      json.writeArrayFieldStart("features");
      for (FeatureNameStatistics feature : dataset.getFeaturesList()) {
        features.write(feature);
      }
      json.writeEndArray();
      correlations(dataset.getCrossFeaturesList());
      json.writeEndObject();
    }
  }

  private void correlations(List<CrossFeatureStatistics> pairs) throws IOException {
    json.writeArrayFieldStart("correlations");
    for (CrossFeatureStatistics pair : pairs) {
      if (pair.hasNumCrossStats()) {
        json.writeStartArray();
        json.writeString(String.join(".", pair.getPathX().getStepList()));
        json.writeString(String.join(".", pair.getPathY().getStepList()));
        json.writeNumber(pair.getNumCrossStats().getCorrelation());
        json.writeNumber(pair.getCount());
        json.writeEndArray();
      }
    }
    json.writeEndArray();
  }

  private void schema(Schema schema) throws IOException {
    json.writeObjectFieldStart("schema");
    for (Map.Entry<String, List<String>> feature : SchemaWords.of(schema).entrySet()) {
      json.writeArrayFieldStart(feature.getKey());
      for (String word : feature.getValue()) {
        json.writeString(word);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void anomalies(Anomalies anomalies) throws IOException {
    json.writeObjectFieldStart("anomalies");
    for (Map.Entry<String, AnomalyInfo> anomaly : anomalies.getAnomalyInfoMap().entrySet()) {
      json.writeObjectFieldStart(anomaly.getKey());
      json.writeStringField("severity", anomaly.getValue().getSeverity().name());
      json.writeStringField("short", anomaly.getValue().getShortDescription());
      json.writeStringField("text", anomaly.getValue().getDescription());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeArrayFieldStart("measurements");
    for (DriftSkewInfo info : anomalies.getDriftSkewInfoList()) {
      String id = PathText.of(info.getPath());
      for (DriftSkewInfo.Measurement drift : info.getDriftMeasurementsList()) {
        measurement(id, "drift", drift);
      }
      for (DriftSkewInfo.Measurement skew : info.getSkewMeasurementsList()) {
        measurement(id, "skew", skew);
      }
    }
    json.writeEndArray();
  }

  /** What the anomalies call the features of each slice, where they are of slices. */
  private void slices(DatasetFeatureStatisticsList list, Anomalies anomalies) throws IOException {
    Set<String> known = new HashSet<>(anomalies.getAnomalyInfoMap().keySet());
    anomalies.getDriftSkewInfoList().forEach(info -> known.add(PathText.of(info.getPath())));
    json.writeObjectFieldStart("slices");
    for (DatasetFeatureStatistics slice : list.getDatasetsList()) {
      json.writeObjectFieldStart(slice.getName());
      for (FeatureNameStatistics feature : slice.getFeaturesList()) {
        if (feature.hasPath()) {
          String id = PathText.of(CorrespondingSlices.inSlice(feature.getPath(), slice.getName()));
          if (known.contains(id)) {
            json.writeStringField(FeatureKind.id(feature), id);
          }
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void measurement(String id, String kind, DriftSkewInfo.Measurement measured)
      throws IOException {
    json.writeStartArray();
    json.writeString(id);
    json.writeString(kind);
    json.writeString(SchemaWords.measure(measured.getType()));
    json.writeNumber(measured.getValue());
    json.writeNumber(measured.getThreshold());
    json.writeEndArray();
  }
}
