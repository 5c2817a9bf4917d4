package io.millrace.transforms.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Predictions;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.inference.ScoredBatch;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.jupiter.api.Test;

class FeedbackOfTest {
  private final Pipeline pipeline = Pipeline.create();

  @Test
  void predictedRowsKeepTheirColumnsPredictionAndVersion() {
    ScoredBatch batch =
        new ScoredBatch(
            Rows.of(Examples.COLUMNS).add("a", 10, 1d).add("b", 20, 2d).batch(),
            new Predictions(
                Rows.layout("prediction", ValueType.FLOAT), List.of(FloatColumn.of(0.5, 0.75)), 2),
            "model",
            4,
            999);
    expect(
        pipeline
            .apply(Create.of(batch).withCoder(ScoredBatch.CODER))
            .apply(FeedbackOf.predictions(Examples.COLUMNS, "prediction")),
        "a@10: 10 0.5 by 4, " + Examples.row("a", 10, 1, 0.5, 4).length + " bytes",
        "b@20: 20 0.75 by 4, " + Examples.row("b", 20, 2, 0.75, 4).length + " bytes");
  }

  @Test
  void historyWasPredictedByNobody() {
    expect(
        pipeline
            .apply(
                Create.of(Rows.of(Examples.COLUMNS).add("a", 10, 1d).batch())
                    .withCoder(DataCoders.BATCH))
            .apply(FeedbackOf.history(Examples.COLUMNS)),
        "a@10: 10 NaN by 0, " + Examples.row("a", 10, 1, Double.NaN, 0).length + " bytes");
  }

  @Test
  void labelsAreNumbersAndNaNWhereThereIsNone() {
    Layout whole = Rows.layout("y", ValueType.INT);
    Layout broken = Rows.layout("y", ValueType.STRING);
    expect(
        pipeline
            .apply(
                Create.of(
                        Rows.of(Rows.layout("y", ValueType.FLOAT))
                            .add("a", 10, 1.5)
                            .add("b", 20, (Object) null)
                            .add("c", 30, new double[] {2.5, 3.5})
                            .batch(),
                        Rows.of(whole).add("d", 40, 7L).batch(),
                        Rows.of(broken).add("e", 50, "7").batch(),
                        Rows.of(Rows.layout()).add("f", 60).batch())
                    .withCoder(DataCoders.BATCH))
            .apply(FeedbackOf.labels("y")),
        "a@10: 10 label 1.5",
        "b@20: 20 label NaN",
        "c@30: 30 label 2.5",
        "d@40: 40 label 7.0",
        "e@50: 50 label NaN",
        "f@60: 60 label NaN");
  }

  private void expect(PCollection<KV<String, Feedback>> feedback, String... texts) {
    Contents.of(
        feedback.apply(Reify.timestamps()),
        all -> assertThat(all).extracting(FeedbackOfTest::text).containsExactlyInAnyOrder(texts));
    pipeline.run();
  }

  private static String text(TimestampedValue<KV<String, Feedback>> stamped) {
    Feedback feedback = stamped.getValue().getValue();
    String what =
        feedback instanceof Feedback.Scored scored
            ? scored.prediction()
                + " by "
                + scored.version()
                + ", "
                + scored.example().length
                + " bytes"
            : "label " + ((Feedback.Label) feedback).value();
    return stamped.getValue().getKey()
        + "@"
        + stamped.getTimestamp().getMillis()
        + ": "
        + feedback.eventTime()
        + " "
        + what;
  }
}
