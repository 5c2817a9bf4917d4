package io.millrace.pipelines.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.transforms.drift.EstimatedQuality;
import io.millrace.transforms.feedback.Errors;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.MeasuredErrors;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.windows.WindowResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QualityMessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOUR = 3_600_000;

  @Test
  void qualityIsByVersion() throws Exception {
    Errors errors =
        new Errors(
            ErrorMoments.NONE.plus(0.25),
            ErrorMoments.NONE.plus(1).plus(2),
            ErrorMoments.NONE.plus(0.5),
            ErrorMoments.NONE.plus(1).plus(-2));
    TreeMap<Long, Quality.VersionQuality> versions = new TreeMap<>();
    versions.put(
        3L,
        new Quality.VersionQuality(
            new MeasuredErrors(errors, Errors.NONE),
            new TreeMap<>(Map.of("kind_b", new MeasuredErrors(errors, errors)))));
    expect(
        QualityMessages.quality(new WindowResult<>(0, HOUR, 0, new Quality(versions))),
        """
        {"window_start": "1970-01-01T00:00:00Z", "window_end": "1970-01-01T01:00:00Z", "pane": 0,
         "versions": [{"version": 3, "rows": 2, "corrected": 0, "mae": 1.5, "mape": 0.5,
           "mape_rows": 1, "watched_error": 0.25, "bias": -0.5, "residual_variance": 2.25,
           "slices": [{"slice": "kind_b", "rows": 2, "corrected": 2, "mae": 1.5, "mape": 0.5,
             "mape_rows": 1, "watched_error": 0.25, "bias": -0.5, "residual_variance": 2.25,
             "retracted": {"rows": 2, "mae": 1.5, "mape": 0.5, "mape_rows": 1,
               "watched_error": 0.25, "bias": -0.5, "residual_variance": 2.25}}]}]}
        """);
  }

  @Test
  void numbersThatDoNotExistAreLeftOut() throws Exception {
    // Labels of zero have no percentage error, and nothing was watched.
    Errors errors =
        new Errors(
            ErrorMoments.NONE, ErrorMoments.NONE.plus(1), ErrorMoments.NONE, ErrorMoments.NONE);
    TreeMap<Long, Quality.VersionQuality> versions = new TreeMap<>();
    versions.put(3L, new Quality.VersionQuality(errors));
    expect(
        QualityMessages.quality(new WindowResult<>(0, HOUR, 0, new Quality(versions))),
        """
        {"window_start": "1970-01-01T00:00:00Z", "window_end": "1970-01-01T01:00:00Z", "pane": 0,
         "versions": [{"version": 3, "rows": 1, "corrected": 0, "mae": 1.0, "mape_rows": 0}]}
        """);
  }

  @Test
  void aCoverageOfNoRecordsHasNoRate() throws Exception {
    TreeMap<Long, LabelCoverage.Counts> versions = new TreeMap<>();
    versions.put(3L, new LabelCoverage.Counts(0, 0, 0));
    expect(
        QualityMessages.coverage(new WindowResult<>(0, HOUR, 0, new LabelCoverage(versions))),
        """
        {"window_start": "1970-01-01T00:00:00Z", "window_end": "1970-01-01T01:00:00Z", "pane": 0,
         "versions": [{"version": 3, "records": 0, "labelled": 0, "invalid": 0, "missing": 0}]}
        """);
  }

  @Test
  void estimatesSayWhatTheyCannotSee() throws Exception {
    EstimatedQuality.Metric mae = new EstimatedQuality.Metric("mae", 0.75, 0.7, 0.8, 0.5, 0.6, 1.5);
    EstimatedQuality.Metric f1 =
        new EstimatedQuality.Metric("f1", 0.5, 0.4, 0.6, Double.NaN, Double.NaN, Double.NaN);
    TreeMap<Long, EstimatedQuality.OfVersion> versions = new TreeMap<>();
    versions.put(3L, new EstimatedQuality.OfVersion(20, 18, List.of(mae, f1), "assumes much"));
    expect(
        QualityMessages.estimates(
            new WindowResult<>(0, HOUR, 0, new EstimatedQuality(true, versions))),
        """
        {"window_start": "1970-01-01T00:00:00Z", "window_end": "1970-01-01T01:00:00Z", "pane": 0,
         "labelled": true, "versions": [{"version": 3, "rows": 20, "labelled_rows": 18,
           "metrics": [
             {"metric": "mae", "estimate": 0.75, "lower": 0.7, "upper": 0.8,
              "usual_from": 0.5, "usual_to": 0.6, "unusual": true, "realised": 1.5},
             {"metric": "f1", "estimate": 0.5, "lower": 0.4, "upper": 0.6, "unusual": false}],
           "assumption": "assumes much"}]}
        """);
  }

  @Test
  void coverageIsByVersion() throws Exception {
    TreeMap<Long, LabelCoverage.Counts> versions = new TreeMap<>();
    versions.put(3L, new LabelCoverage.Counts(2, 1, 1));
    expect(
        QualityMessages.coverage(new WindowResult<>(0, HOUR, 1, new LabelCoverage(versions))),
        """
        {"window_start": "1970-01-01T00:00:00Z", "window_end": "1970-01-01T01:00:00Z", "pane": 1,
         "versions": [{"version": 3, "records": 4, "labelled": 2, "invalid": 1, "missing": 1,
           "missing_rate": 0.25}]}
        """);
  }

  private static void expect(Message message, String json) throws Exception {
    assertThat(JSON.readTree(message.value())).isEqualTo(JSON.readTree(json));
  }
}
