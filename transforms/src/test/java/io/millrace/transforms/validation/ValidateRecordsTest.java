package io.millrace.transforms.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.validation.records.RecordExpectations;
import io.millrace.models.validation.records.Violation;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.RuleException;
import io.millrace.models.validation.rules.Severity;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.coders.DataCoders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Schema;

class ValidateRecordsTest {
  private static final Layout LAYOUT =
      Rows.layout("fare", ValueType.FLOAT, "kind", ValueType.STRING);
  private static final String BIG = "fare: 900.0 (FLOAT_TYPE_BIG_FLOAT, expected: at most 500.0)";
  private static final String ODD =
      "kind: x (ENUM_TYPE_UNEXPECTED_STRING_VALUES, expected: one of [a, b])";

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void recordsPassWithWhatIsWrongBesideThem() throws Exception {
    PCollectionTuple validated = validate(ValidateRecords.Policy.PASS);

    Contents.of(
        validated.get(ValidateRecords.BATCHES),
        batches -> assertThat(ids(batches)).containsExactly("good", "big", "cheap", "worst"));
    Contents.of(
        validated.get(ValidateRecords.INVALID),
        invalid -> {
          assertThat(invalid)
              .extracting(record -> record.recordId() + " " + record.reason())
              .containsExactlyInAnyOrder(
                  "big " + BIG,
                  "cheap fare: 1.0 (low, a fare of 1.0)",
                  "worst " + BIG + "; " + ODD);
          assertThat(invalid)
              .filteredOn(record -> record.recordId().equals("cheap"))
              .singleElement()
              .satisfies(
                  record -> {
                    assertThat(record.isError()).isFalse();
                    assertThat(record.eventTime()).isEqualTo(30);
                    assertThat(record.position()).isEqualTo(new SourcePosition("test", -1, 2));
                  });
        });
    Contents.of(
        validated.get(ValidateRecords.DEAD_LETTERS), letters -> assertThat(letters).isEmpty());
    pipeline.run();
  }

  @Test
  void recordsThatBreakARuleLeaveWithTheReason() throws Exception {
    PCollectionTuple validated = validate(ValidateRecords.Policy.DEAD_LETTER);

    Contents.of(
        validated.get(ValidateRecords.BATCHES),
        batches -> assertThat(ids(batches)).containsExactly("good", "cheap"));
    Contents.of(
        validated.get(ValidateRecords.INVALID),
        invalid ->
            assertThat(invalid).extracting(InvalidRecord::recordId).containsExactly("cheap"));
    Contents.of(
        validated.get(ValidateRecords.DEAD_LETTERS),
        letters -> {
          assertThat(letters)
              .extracting(DeadLetter::reason)
              .containsExactlyInAnyOrder(BIG, BIG + "; " + ODD);
          assertThat(letters).extracting(DeadLetter::stage).containsOnly("validate");
          assertThat(letters)
              .extracting(letter -> new String(letter.original(), StandardCharsets.UTF_8))
              .containsExactlyInAnyOrder("big", "worst");
          assertThat(letters).extracting(DeadLetter::eventTime).containsExactlyInAnyOrder(20L, 40L);
        });
    pipeline.run();
  }

  @Test
  void recordsWithWarningsOnlyStay() throws Exception {
    ColumnBatch batch = Rows.of(LAYOUT).add("big", 20, 900.0, "b").batch();
    PCollectionTuple validated =
        pipeline
            .apply(Create.of(batch).withCoder(DataCoders.BATCH))
            .apply(
                ValidateRecords.against(
                        RecordExpectations.of(schema())
                            .withSeverities(
                                Map.of(AnomalyInfo.Type.FLOAT_TYPE_BIG_FLOAT, Severity.WARNING)))
                    .withPolicy(ValidateRecords.Policy.DEAD_LETTER));

    Contents.of(
        validated.get(ValidateRecords.BATCHES),
        batches -> assertThat(ids(batches)).containsExactly("big"));
    Contents.of(
        validated.get(ValidateRecords.INVALID),
        invalid -> assertThat(invalid).extracting(InvalidRecord::reason).containsExactly(BIG));
    Contents.of(
        validated.get(ValidateRecords.DEAD_LETTERS), letters -> assertThat(letters).isEmpty());
    pipeline.run();
  }

  @Test
  void thePipelineFailsWithTheReason() throws Exception {
    validate(ValidateRecords.Policy.FAIL);

    assertThatThrownBy(pipeline::run)
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .hasStackTraceContaining("record big at ")
        .hasStackTraceContaining(BIG);
  }

  @Test
  void rulesThatCannotBeUsedFailBeforeAnythingStarts() {
    assertThatThrownBy(
            () ->
                Pipeline.create()
                    .apply(Create.empty(DataCoders.BATCH))
                    .apply(
                        ValidateRecords.against(
                            RecordExpectations.of(schema())
                                .withRules(
                                    List.of(
                                        Rule.ofRecord("one", "fair > 1.0"),
                                        Rule.ofRecord("two", "fare >"))))))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("rule one: expression: line 1, column 1: undeclared reference")
        .hasMessageContaining("rule two: expression: line 1, column 7: ");
  }

  @Test
  void invalidRecordsSurviveShipping() throws Exception {
    InvalidRecord record =
        new InvalidRecord(
            "é".repeat(70_000),
            -1,
            new SourcePosition("topic", 3, 4),
            List.of(new Violation(5, "f", "v", "r", "m".repeat(70_000), Severity.WARNING)));

    assertThat(CoderUtils.clone(InvalidRecord.CODER, record)).isEqualTo(record);
  }

  private PCollectionTuple validate(ValidateRecords.Policy policy) {
    ColumnBatch batch =
        Rows.of(LAYOUT)
            .add("good", 10, 5.0, "a")
            .add("big", 20, 900.0, "b")
            .add("cheap", 30, 1.0, null)
            .add("worst", 40, 900.0, "x")
            .batch();
    Rule low =
        Rule.ofRecord("low", "fare == null || fare > 2.0")
            .withSeverity(Severity.WARNING)
            .withMessage("a fare of {fare}");
    return pipeline
        .apply(Create.of(batch).withCoder(DataCoders.BATCH))
        .apply(
            ValidateRecords.against(RecordExpectations.of(schema()).withRules(List.of(low)))
                .withPolicy(policy));
  }

  private static List<String> ids(Iterable<ColumnBatch> batches) {
    ColumnBatch batch = batches.iterator().next();
    return IntStream.range(0, batch.rows()).mapToObj(batch.ids()::string).toList();
  }

  private static Schema schema() {
    try {
      return TextFormat.parse(
          """
          feature { name: "fare" type: FLOAT shape {} float_domain { max: 500 } }
          feature { name: "kind" type: BYTES shape {} string_domain { value: "a" value: "b" } }
          """,
          Schema.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
