package io.millrace.pipelines.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.tensorflow.metadata.v0.BytesStatistics;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.PresenceAndValencyStatistics;
import org.tensorflow.metadata.v0.StringStatistics;
import org.tensorflow.metadata.v0.WeightedCommonStatistics;
import org.tensorflow.metadata.v0.WeightedNumericStatistics;

/**
 * Writes one feature of a data set for the page's scripts; {@code weighted} only where there are
 * weights.
 */
final class FeatureData {
  private final JsonGenerator json;
  private final HistogramData histograms;

  FeatureData(JsonGenerator json) {
    this.json = json;
    this.histograms = new HistogramData(json);
  }

  void write(FeatureNameStatistics feature) throws IOException {
    FeatureKind kind = FeatureKind.of(feature);
    CommonStatistics common = kind.common(feature);
    json.writeStartObject();
    json.writeStringField("id", FeatureKind.id(feature));
    json.writeStringField("type", feature.getType().name());
    json.writeStringField("kind", kind.key());
    json.writeNumberField("imbalance", Imbalance.of(feature));
    common(common);
    switch (kind) {
      case NUMERIC -> numeric(feature.getNumStats());
      case CATEGORICAL -> strings(feature.getStringStats());
      case BYTES -> bytes(feature.getBytesStats());
      case STRUCT -> {}
    }
    if (common.hasWeightedCommonStats()) {
      weighted(common.getWeightedCommonStats(), feature);
    }
    custom(feature);
    json.writeEndObject();
  }

  private void common(CommonStatistics common) throws IOException {
    json.writeNumberField("present", common.getNumNonMissing());
    json.writeNumberField("missing", common.getNumMissing());
    json.writeObjectFieldStart("lengths");
    json.writeNumberField("min", common.getMinNumValues());
    json.writeNumberField("max", common.getMaxNumValues());
    json.writeNumberField("avg", common.getAvgNumValues());
    json.writeNumberField("total", common.getTotNumValues());
    if (common.getMinNumValues() != common.getMaxNumValues()) {
      histograms.write("histogram", common.getNumValuesHistogram());
    }
    json.writeEndObject();
    if (common.getPresenceAndValencyStatsCount() > 0) {
      json.writeArrayFieldStart("levels");
      for (PresenceAndValencyStatistics level : common.getPresenceAndValencyStatsList()) {
        json.writeStartArray();
        json.writeNumber(level.getNumNonMissing());
        json.writeNumber(level.getNumMissing());
        json.writeNumber(level.getMinNumValues());
        json.writeNumber(level.getMaxNumValues());
        json.writeNumber(level.getTotNumValues());
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }

  private void numeric(NumericStatistics stats) throws IOException {
    json.writeNumberField("zeros", stats.getNumZeros());
    json.writeNumberField("mean", stats.getMean());
    json.writeNumberField("std", stats.getStdDev());
    json.writeNumberField("min", stats.getMin());
    json.writeNumberField("median", stats.getMedian());
    json.writeNumberField("max", stats.getMax());
    histograms.writeAll(stats.getHistogramsList());
  }

  private void strings(StringStatistics stats) throws IOException {
    json.writeNumberField("unique", stats.getUnique());
    json.writeNumberField("length", stats.getAvgLength());
    if (stats.getInvalidUtf8Count() > 0) {
      json.writeNumberField("notUtf8", stats.getInvalidUtf8Count());
    }
    histograms.writeRanks(stats.getRankHistogram(), stats.getCommonStats().getTotNumValues());
  }

  private void bytes(BytesStatistics stats) throws IOException {
    json.writeNumberField("avgBytes", stats.getAvgNumBytes());
    json.writeNumberField("minBytes", stats.getMinNumBytes());
    json.writeNumberField("maxBytes", stats.getMaxNumBytes());
  }

  private void weighted(WeightedCommonStatistics common, FeatureNameStatistics feature)
      throws IOException {
    json.writeObjectFieldStart("weighted");
    json.writeNumberField("present", common.getNumNonMissing());
    json.writeNumberField("missing", common.getNumMissing());
    if (feature.getNumStats().hasWeightedNumericStats()) {
      WeightedNumericStatistics numbers = feature.getNumStats().getWeightedNumericStats();
      json.writeNumberField("mean", numbers.getMean());
      json.writeNumberField("std", numbers.getStdDev());
      json.writeNumberField("median", numbers.getMedian());
      histograms.writeAll(numbers.getHistogramsList());
    }
    if (feature.getStringStats().hasWeightedStringStats()) {
      histograms.writeRanks(
          feature.getStringStats().getWeightedStringStats().getRankHistogram(),
          common.getTotNumValues());
    }
    json.writeEndObject();
  }

  private void custom(FeatureNameStatistics feature) throws IOException {
    if (feature.getCustomStatsCount() == 0) {
      return;
    }
    json.writeObjectFieldStart("custom");
    for (CustomStatistic custom : feature.getCustomStatsList()) {
      switch (custom.getValCase()) {
        case NUM -> json.writeNumberField(custom.getName(), custom.getNum());
        case STR -> json.writeStringField(custom.getName(), HistogramData.shorten(custom.getStr()));
        case HISTOGRAM -> histograms.write(custom.getName(), custom.getHistogram());
        case RANK_HISTOGRAM, ANY, VAL_NOT_SET -> {}
      }
    }
    json.writeEndObject();
  }
}
