package io.millrace.pipelines.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.RankHistogram;

/** Writes histograms as flat arrays, with as many digits as an eye can use. */
final class HistogramData {
  /** How many values of a feature the page lists; the others are one sum. */
  static final int VALUES = 50;

  private static final int LONGEST_LABEL = 200;
  private static final MathContext DIGITS = new MathContext(7);

  private final JsonGenerator json;

  HistogramData(JsonGenerator json) {
    this.json = json;
  }

  /** Writes the first histogram of each type: {@code standard} and {@code quantiles}. */
  void writeAll(List<Histogram> histograms) throws IOException {
    for (Histogram.HistogramType type :
        List.of(Histogram.HistogramType.STANDARD, Histogram.HistogramType.QUANTILES)) {
      for (Histogram histogram : histograms) {
        if (histogram.getType() == type) {
          write(type == Histogram.HistogramType.STANDARD ? "standard" : "quantiles", histogram);
          break;
        }
      }
    }
  }

  /** Writes low, high and count of every bucket, one after the other, and the number of NaNs. */
  void write(String name, Histogram histogram) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeArrayFieldStart("buckets");
    for (Histogram.Bucket bucket : histogram.getBucketsList()) {
      number(bucket.getLowValue());
      number(bucket.getHighValue());
      number(bucket.getSampleCount());
    }
    json.writeEndArray();
    if (histogram.getNumNan() > 0) {
      json.writeNumberField("nan", histogram.getNumNan());
    }
    json.writeEndObject();
  }

  /**
   * Writes the most frequent values with their counts, how many are known, and of how many values
   * in all: at least the sum of what is known.
   */
  void writeRanks(RankHistogram ranks, double total) throws IOException {
    double sum = 0;
    for (RankHistogram.Bucket bucket : ranks.getBucketsList()) {
      sum += bucket.getSampleCount();
    }
    json.writeObjectFieldStart("ranks");
    json.writeNumberField("labels", ranks.getBucketsCount());
    json.writeFieldName("total");
    number(Math.max(sum, total));
    json.writeArrayFieldStart("top");
    for (RankHistogram.Bucket bucket :
        ranks.getBucketsList().subList(0, Math.min(VALUES, ranks.getBucketsCount()))) {
      json.writeString(shorten(bucket.getLabel()));
      number(bucket.getSampleCount());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static String shorten(String label) {
    if (label.length() <= LONGEST_LABEL) {
      return label;
    }
    int end = Character.isHighSurrogate(label.charAt(LONGEST_LABEL - 1)) ? 1 : 0;
    return label.substring(0, LONGEST_LABEL - end) + "…";
  }

  /** Infinities and NaN become strings that JavaScript's Number() reads. */
  private void number(double value) throws IOException {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      json.writeString(Double.toString(value));
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(new BigDecimal(value).round(DIGITS).toString());
    }
  }
}
