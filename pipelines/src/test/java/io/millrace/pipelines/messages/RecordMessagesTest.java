package io.millrace.pipelines.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Predictions;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.transforms.feedback.Unjoined;
import io.millrace.transforms.inference.ScoredBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordMessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOUR = 3_600_000;

  @Test
  void aPredictionNamesItsRecordModelAndOutputs() throws Exception {
    Predictions predictions =
        new Predictions(
            Layout.of(
                new Layout.Field("prediction", ValueType.FLOAT),
                new Layout.Field("name", ValueType.STRING)),
            List.of(FloatColumn.of(Double.NaN, 2.5), BytesColumn.of("\"a\"", "\u20ac")),
            2);
    ScoredBatch batch =
        new ScoredBatch(
            LinearDeployment.rows(1).slice(0, 2), predictions, "linear", 3, 1_514_800_000_000L);
    Message message = RecordMessages.prediction(batch, 1);
    assertThat(message.key()).asString(StandardCharsets.UTF_8).isEqualTo("d1r1");
    expect(
        message,
        """
        {"record_id": "d1r1", "event_time": "2018-01-01T00:01:00Z", "model": "linear",
         "version": 3, "predicted_at": "2018-01-01T09:46:40Z",
         "outputs": {"prediction": 2.5, "name": "\u20ac"}}
        """);
    expect(
        RecordMessages.prediction(batch, 0),
        """
        {"record_id": "d1r0", "event_time": "2018-01-01T00:00:00Z", "model": "linear",
         "version": 3, "predicted_at": "2018-01-01T09:46:40Z",
         "outputs": {"prediction": null, "name": "\\"a\\""}}
        """);
  }

  @Test
  void aDeadLetterKeepsTheOriginalBytes() throws Exception {
    SourcePosition position = new SourcePosition("trips", 2, 17);
    Message message =
        RecordMessages.deadLetter(
            new DeadLetter(new byte[] {0, -1}, "decode", "size: \"x\"", HOUR, position));
    assertThat(message.key()).asString(StandardCharsets.UTF_8).isEqualTo("trips-2@17");
    expect(
        message,
        """
        {"stage": "decode", "reason": "size: \\"x\\"", "event_time": "1970-01-01T01:00:00Z",
         "source": "trips-2@17", "original": "AP8="}
        """);
    DeadLetter timeless = new DeadLetter(new byte[0], "label", "", null, position);
    assertThat(JSON.readTree(RecordMessages.deadLetter(timeless).value()).has("event_time"))
        .isFalse();
  }

  @Test
  void whatWasNotJoinedSaysWhy() throws Exception {
    expect(
        RecordMessages.unjoined(new Unjoined("a", Unjoined.Reason.NO_LABEL, HOUR)),
        """
        {"record_id": "a", "reason": "no_label", "event_time": "1970-01-01T01:00:00Z"}
        """);
  }

  private static void expect(Message message, String json) throws Exception {
    assertThat(JSON.readTree(message.value())).isEqualTo(JSON.readTree(json));
  }
}
