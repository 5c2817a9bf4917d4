package io.millrace.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.drift.Origin;
import io.millrace.models.inference.Predictions;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.transforms.drift.EstimatedQuality;
import io.millrace.transforms.drift.MonitoredWindow;
import io.millrace.transforms.feedback.Errors;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.MeasuredErrors;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.feedback.Unjoined;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.retraining.Decision;
import io.millrace.transforms.windows.WindowResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;

class MessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOUR = 3_600_000;

  @Test
  void aPredictionNamesItsRecordModelAndOutputs() throws Exception {
    Predictions predictions =
        new Predictions(
            Layout.of(
                new Layout.Field("prediction", ValueType.FLOAT),
                new Layout.Field("name", ValueType.STRING)),
            List.of(FloatColumn.of(1.5, 2.5), BytesColumn.of("\"a\"", "\u20ac")),
            2);
    ScoredBatch batch =
        new ScoredBatch(
            LinearDeployment.rows(1).slice(0, 2), predictions, "linear", 3, 1_514_800_000_000L);
    Messages.Message message = Messages.prediction(batch, 1);
    assertThat(message.key()).asString(StandardCharsets.UTF_8).isEqualTo("d1r1");
    expect(
        message.value(),
        """
        {"record_id": "d1r1", "event_time": "2018-01-01T00:01:00Z", "model": "linear",
         "version": 3, "predicted_at": "2018-01-01T09:46:40Z",
         "outputs": {"prediction": 2.5, "name": "\u20ac"}}
        """);
  }

  @Test
  void aDeadLetterKeepsTheOriginalBytes() throws Exception {
    SourcePosition position = new SourcePosition("trips", 2, 17);
    Messages.Message message =
        Messages.deadLetter(
            new DeadLetter(new byte[] {0, -1}, "decode", "size: \"x\"", HOUR, position));
    assertThat(message.key()).asString(StandardCharsets.UTF_8).isEqualTo("trips-2@17");
    expect(
        message.value(),
        """
        {"stage": "decode", "reason": "size: \\"x\\"", "event_time": "1970-01-01T01:00:00Z",
         "source": "trips-2@17", "original": "AP8="}
        """);
    DeadLetter timeless = new DeadLetter(new byte[0], "label", "", null, position);
    assertThat(JSON.readTree(Messages.deadLetter(timeless).value()).has("event_time")).isFalse();
  }

  @Test
  void anomaliesAreListedByFeature() throws Exception {
    AnomalyInfo info =
        AnomalyInfo.newBuilder()
            .setSeverity(AnomalyInfo.Severity.ERROR)
            .addReason(
                AnomalyInfo.Reason.newBuilder()
                    .setType(AnomalyInfo.Type.SCHEMA_NEW_COLUMN)
                    .setDescription("New column"))
            .build();
    Anomalies anomalies = Anomalies.newBuilder().putAllAnomalyInfo(Map.of("z", info)).build();
    expect(
        Messages.anomalies(new WindowResult<>(0, HOUR, 2, anomalies)),
        """
        {"window_start": "1970-01-01T00:00:00Z", "window_end": "1970-01-01T01:00:00Z", "pane": 2,
         "anomalies": [{"feature": "z", "type": "SCHEMA_NEW_COLUMN", "severity": "ERROR",
           "description": "New column"}]}
        """);
  }

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
        Messages.quality(new WindowResult<>(0, HOUR, 0, new Quality(versions))),
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
  void estimatesSayWhatTheyCannotSee() throws Exception {
    EstimatedQuality.Metric mae = new EstimatedQuality.Metric("mae", 0.75, 0.7, 0.8, 0.5, 0.6, 1.5);
    EstimatedQuality.Metric f1 =
        new EstimatedQuality.Metric("f1", 0.5, 0.4, 0.6, Double.NaN, Double.NaN, Double.NaN);
    TreeMap<Long, EstimatedQuality.OfVersion> versions = new TreeMap<>();
    versions.put(3L, new EstimatedQuality.OfVersion(20, 18, List.of(mae, f1), "assumes much"));
    expect(
        Messages.estimates(new WindowResult<>(0, HOUR, 0, new EstimatedQuality(true, versions))),
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
        Messages.coverage(new WindowResult<>(0, HOUR, 1, new LabelCoverage(versions))),
        """
        {"window_start": "1970-01-01T00:00:00Z", "window_end": "1970-01-01T01:00:00Z", "pane": 1,
         "versions": [{"version": 3, "records": 4, "labelled": 2, "invalid": 1, "missing": 1,
           "missing_rate": 0.25}]}
        """);
  }

  @Test
  void alarmsOfAWindowAreAMessageEach() throws Exception {
    Alarm raised =
        new Alarm(
            Alarm.Kind.FEATURE,
            "size",
            "kind_a",
            "psi",
            Alarm.Stage.RAISED,
            0.5,
            0.25,
            3,
            0,
            HOUR,
            Origin.at(0),
            false);
    Alarm confirmed =
        new Alarm(
            Alarm.Kind.ERROR,
            "error",
            "",
            "cusum",
            Alarm.Stage.CONFIRMED,
            9,
            8,
            3,
            0,
            HOUR,
            Origin.at(0, 0.5).withPattern("sudden", "a step fits best"),
            true);
    List<byte[]> messages =
        Messages.alarms(
            "linear",
            new MonitoredWindow(Alarm.Kind.ERROR, 3, 0, HOUR, 10, List.of(raised, confirmed)));
    assertThat(messages).hasSize(2);
    expect(
        messages.get(0),
        """
        {"model": "linear", "kind": "feature", "subject": "size", "slice": "kind_a",
         "measure": "psi", "stage": "raised", "value": 0.5, "threshold": 0.25, "version": 3,
         "window_start": "1970-01-01T00:00:00Z", "window_end": "1970-01-01T01:00:00Z",
         "onset": "1970-01-01T00:00:00Z", "asks_for_training": false}
        """);
    assertThat(JSON.readTree(messages.get(1)))
        .hasToString(
            """
            {"model":"linear","kind":"error","subject":"error","measure":"cusum",\
            "stage":"confirmed","value":9.0,"threshold":8.0,"version":3,\
            "window_start":"1970-01-01T00:00:00Z","window_end":"1970-01-01T01:00:00Z",\
            "onset":"1970-01-01T00:00:00Z","size":0.5,"pattern":"sudden",\
            "evidence":"a step fits best","asks_for_training":true}\
            """);
  }

  @Test
  void aDecisionNamesItsRunIfThereIsOne() throws Exception {
    expect(
        Messages.decision("linear", new Decision(HOUR, Decision.Outcome.REQUEST, "why", 7)),
        """
        {"model": "linear", "window_end": "1970-01-01T01:00:00Z", "decision": "request",
         "reason": "why", "run": 7}
        """);
    expect(
        Messages.decision("linear", new Decision(HOUR, Decision.Outcome.NOTHING, "", 0)),
        """
        {"model": "linear", "window_end": "1970-01-01T01:00:00Z", "decision": "nothing",
         "reason": ""}
        """);
  }

  @Test
  void whatWasNotJoinedSaysWhy() throws Exception {
    expect(
        Messages.unjoined(new Unjoined("a", Unjoined.Reason.NO_LABEL, HOUR)),
        """
        {"record_id": "a", "reason": "no_label", "event_time": "1970-01-01T01:00:00Z"}
        """);
  }

  private static void expect(byte[] message, String json) throws Exception {
    JsonNode found = JSON.readTree(message);
    assertThat(found).isEqualTo(JSON.readTree(json));
  }
}
