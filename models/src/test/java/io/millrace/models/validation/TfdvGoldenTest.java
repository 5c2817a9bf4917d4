package io.millrace.models.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.Compat;
import io.millrace.models.schema.SchemaInference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DriftSkewInfo;
import org.tensorflow.metadata.v0.DriftSkewInfo.Measurement;
import org.tensorflow.metadata.v0.Schema;

/**
 * Compares with what TensorFlow Data Validation 1.16.1 itself made of the same statistics and
 * schemas: cases by hand, and some of about 2,500 random ones, which all agreed.
 */
class TfdvGoldenTest {
  private static final double TOLERANCE = 1e-9;

  static List<GoldenCase> cases() throws IOException {
    try (InputStream in =
        TfdvGoldenTest.class.getResourceAsStream("/golden/validation/tfdv-1.16.1.json")) {
      return GoldenCase.read(in);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheSameAnomalies(GoldenCase golden) throws TextFormat.ParseException {
    Anomalies expected = GoldenCase.parse(golden.anomalies(), Anomalies.class);
    Anomalies actual = golden.validate();
    assertThat(actual.getAnomalyInfoMap()).isEqualTo(expected.getAnomalyInfoMap());
    assertThat(actual.toBuilder().clearDriftSkewInfo().build())
        .isEqualTo(expected.toBuilder().clearDriftSkewInfo().build());
    assertThat(actual.getDriftSkewInfoCount()).isEqualTo(expected.getDriftSkewInfoCount());
    for (int i = 0; i < expected.getDriftSkewInfoCount(); i++) {
      assertSame(actual.getDriftSkewInfo(i), expected.getDriftSkewInfo(i));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void updatesTheSchemaAlike(GoldenCase golden) throws TextFormat.ParseException {
    assumeTrue(golden.updated() != null);
    Schema actual =
        SchemaUpdate.update(
            GoldenCase.parse(golden.schema(), Schema.class),
            golden.statistics(),
            SchemaUpdate.Options.defaults().withCompat(Compat.TFDV));
    assertThat(actual).isEqualTo(GoldenCase.parse(golden.updated(), Schema.class));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void infersTheSameSchema(GoldenCase golden) throws TextFormat.ParseException {
    assumeTrue(golden.inferred() != null && golden.inferredWithoutShapes() != null);
    SchemaInference.Options options = SchemaInference.Options.defaults();
    assertThat(SchemaInference.infer(golden.statistics(), options))
        .isEqualTo(GoldenCase.parse(golden.inferred(), Schema.class));
    assertThat(SchemaInference.infer(golden.statistics(), options.withShapes(false)))
        .isEqualTo(GoldenCase.parse(golden.inferredWithoutShapes(), Schema.class));
  }

  /** Random schemas break in ways that one update does not mend, in TFDV neither. */
  static List<GoldenCase> casesByHand() throws IOException {
    return cases().stream().filter(golden -> !golden.name().startsWith("random")).toList();
  }

  @ParameterizedTest
  @MethodSource("casesByHand")
  void findsNothingAfterAnUpdateWithTheSameControlData(GoldenCase golden)
      throws TextFormat.ParseException {
    Schema updated =
        SchemaUpdate.update(
            GoldenCase.parse(golden.schema(), Schema.class),
            golden.statistics(),
            golden.control(),
            SchemaUpdate.Options.defaults());
    Anomalies anomalies =
        StatisticsValidator.of(updated).validate(golden.statistics(), golden.control());
    assertThat(anomalies.getAnomalyInfoMap()).isEmpty();
    assertThat(anomalies.hasDatasetAnomalyInfo()).isFalse();
  }

  @Test
  void hasACaseForEveryTypeThatIsRaised() throws IOException {
    TreeSet<String> types = new TreeSet<>();
    for (GoldenCase golden : cases()) {
      Anomalies anomalies;
      try {
        anomalies = GoldenCase.parse(golden.anomalies(), Anomalies.class);
      } catch (TextFormat.ParseException e) {
        throw new IOException(golden + ": " + e.getMessage(), e);
      }
      for (AnomalyInfo anomaly : anomalies.getAnomalyInfoMap().values()) {
        anomaly.getReasonList().forEach(reason -> types.add(reason.getType().name()));
      }
      anomalies
          .getDatasetAnomalyInfo()
          .getReasonList()
          .forEach(reason -> types.add(reason.getType().name()));
    }
    assertThat(types).hasSize(60);
  }

  private static void assertSame(DriftSkewInfo actual, DriftSkewInfo expected) {
    assertThat(actual.getPath()).isEqualTo(expected.getPath());
    assertSame(actual.getDriftMeasurementsList(), expected.getDriftMeasurementsList());
    assertSame(actual.getSkewMeasurementsList(), expected.getSkewMeasurementsList());
  }

  private static void assertSame(List<Measurement> actual, List<Measurement> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).getType()).isEqualTo(expected.get(i).getType());
      assertThat(actual.get(i).getThreshold()).isEqualTo(expected.get(i).getThreshold());
      assertThat(actual.get(i).getValue()).isCloseTo(expected.get(i).getValue(), offset(TOLERANCE));
    }
  }
}
