package io.millrace.transforms.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.table.TableModel;
import io.millrace.transforms.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritePredictionTableTest {
  private static final Layout LAYOUT =
      Rows.layout("zone", ValueType.STRING, "hour", ValueType.INT, "fare", ValueType.FLOAT);
  private static final Layout OUTPUTS = Rows.layout("tip", ValueType.FLOAT);

  private final Path directory;

  WritePredictionTableTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static ScoredBatch batch(long version, double firstTip, Rows rows) {
    var batch = rows.batch();
    double[] tips = new double[batch.rows()];
    for (int i = 0; i < tips.length; i++) {
      tips[i] = firstTip + i;
    }
    return new ScoredBatch(
        batch,
        new Predictions(OUTPUTS, List.of(FloatColumn.of(tips)), tips.length),
        "tips",
        version,
        0);
  }

  private void write(int parts, ScoredBatch... batches) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    pipeline
        .apply(Create.of(List.of(batches)).withCoder(ScoredBatch.CODER))
        .apply(
            WritePredictionTable.to(directory.toString(), List.of("zone", "hour"))
                .withParts(parts));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aTableServesWhatWasWritten() {
    write(
        3,
        batch(4, 1, Rows.of(LAYOUT).add("a", 0, "north", 7L, 10.0).add("b", 0, "north", 8L, 11.0)),
        batch(4, 5, Rows.of(LAYOUT).add("c", 0, "south", 7L, 12.0)));
    var asked =
        Rows.of(LAYOUT)
            .add("x", 0, "south", 7L, null)
            .add("y", 0, "north", 8L, null)
            .add("z", 0, "north", 7L, null)
            .batch();
    try (ModelAccess access = TableModel.of(directory).open();
        ModelLease lease = access.acquire(0, Duration.ofSeconds(1))) {
      assertThat(lease.version()).isEqualTo(4);
      assertThat(lease.predictor().predict(asked).floats("tip")).containsExactly(5, 2, 1);
    }
  }

  @Test
  void anotherRunReplacesTheFilesOfEarlierOnes() {
    ScoredBatch first = batch(4, 1, Rows.of(LAYOUT).add("a", 0, "north", 7L, 10.0));
    ScoredBatch second = batch(5, 8, Rows.of(LAYOUT).add("a", 0, "north", 7L, 10.0));
    write(3, first);
    write(2, second);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(
            "part-00000-of-00002.predictions", "part-00001-of-00002.predictions");
    try (ModelAccess access = TableModel.of(directory).open();
        ModelLease lease = access.acquire(0, Duration.ofSeconds(1))) {
      assertThat(lease.version()).isEqualTo(5);
      assertThat(lease.predictor().predict(first.rows()).floats("tip")).containsExactly(8);
    }
  }

  @Test
  void refusesPredictionsOfSeveralVersions() {
    ScoredBatch old = batch(3, 1, Rows.of(LAYOUT).add("a", 0, "north", 7L, 10.0));
    ScoredBatch young = batch(4, 1, Rows.of(LAYOUT).add("a", 0, "north", 7L, 10.0));
    assertThatThrownBy(() -> write(1, old, young)).hasMessageContaining("(expected: all by tips:");
  }
}
