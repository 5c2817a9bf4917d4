package io.millrace.models.inference.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.CountingModel;
import io.millrace.models.inference.batching.IsolatingPredictor;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelHandler;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.Staleness;
import io.millrace.models.statistics.Batches;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableModelTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private final Path directory;

  TableModelTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static ColumnBatch rows(Long... x) {
    return Batches.of("x", Batches.ints(x));
  }

  /** A table of the predictions for these rows, in so many parts. */
  private void write(int parts, ColumnBatch... batches) throws IOException {
    CountingModel model = new CountingModel();
    for (int part = 0; part < parts; part++) {
      TableHeader header = new TableHeader("fares", 7, List.of("x"), part, parts);
      PredictionTableWriter writer = new PredictionTableWriter(header);
      for (ColumnBatch batch : batches) {
        writer.add(batch, model.predict(batch));
      }
      try (DataOutputStream out =
          new DataOutputStream(Files.newOutputStream(directory.resolve(header.fileName())))) {
        writer.write(out);
      }
    }
  }

  @Test
  void looksUpWhatWasPredictedBeforehand() throws IOException {
    Long[] keys = new Long[1000];
    Arrays.setAll(keys, i -> (long) i * i);
    write(3, rows(keys), rows(-5L, 0L));
    try (ModelAccess access = TableModel.of(directory).open();
        ModelLease lease = access.acquire(0, TIMEOUT)) {
      assertThat(lease.model()).isEqualTo("fares");
      assertThat(lease.version()).isEqualTo(7);
      assertThat(lease.predictor().predict(rows(4L, 998_001L, -5L, 0L, 4L)).floats("y"))
          .containsExactly(40, 9_980_010, -50, 0, 40);
    }
  }

  @Test
  void aRowThatIsNotThereFailsAlone() throws IOException {
    write(2, rows(1L, 2L, 3L));
    try (ModelAccess access = TableModel.of(directory).open();
        ModelLease lease = access.acquire(0, TIMEOUT)) {
      IsolatingPredictor.Outcome outcome =
          new IsolatingPredictor().predict(lease.predictor(), rows(1L, 99L, 3L));
      assertThat(outcome.goodRows()).containsExactly(0, 2);
      assertThat(outcome.predictions().floats("y")).containsExactly(10, 30);
      assertThat(outcome.failures())
          .containsExactly(
              new IsolatingPredictor.Failure(
                  1, "key [x]: not in the table (expected: one that was predicted beforehand)"));
    }
  }

  @Test
  void theFallbackIsAskedForTheRest() throws IOException {
    write(2, rows(1L, 2L, 3L));
    CountingModel model = new CountingModel();
    try (ModelAccess access = TableModel.of(directory).withFallback(handler(model)).open();
        ModelLease lease = access.acquire(0, TIMEOUT)) {
      assertThat(lease.predictor().predict(rows(5L, 2L, 6L)).floats("y"))
          .containsExactly(50, 20, 60);
      assertThat(model.rowsAsked()).isEqualTo(2);
    }
  }

  @Test
  void refusesTablesThatAreNotWhole() throws IOException {
    assertThatThrownBy(() -> TableModel.of(directory).open())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("empty (expected: files named *.predictions)");
    write(2, rows(1L, 2L, 3L));
    Path second = directory.resolve("part-00001-of-00002.predictions");
    byte[] whole = Files.readAllBytes(second);
    Files.write(second, Arrays.copyOf(whole, whole.length - 3));
    assertThatThrownBy(() -> TableModel.of(directory).open()).hasMessageContaining("cut short");
    Files.write(second, Arrays.copyOf(whole, whole.length + 3));
    assertThatThrownBy(() -> TableModel.of(directory).open()).hasMessageContaining("left over");
    Files.delete(second);
    assertThatThrownBy(() -> TableModel.of(directory).open())
        .hasMessageContaining("parts=2")
        .hasMessageContaining("parts=1");
  }

  private static ModelHandler handler(CountingModel model) {
    return new ModelHandler() {
      @Override
      public String name() {
        return "counting";
      }

      @Override
      public ModelAccess open() {
        return new CountingAccess(model);
      }
    };
  }

  private record CountingAccess(CountingModel predictor) implements ModelAccess, ModelLease {
    @Override
    public ModelLease acquire(long eventTimeMillis, Duration timeout) {
      return this;
    }

    @Override
    public Staleness staleness() {
      return new Staleness(null, null);
    }

    @Override
    public String model() {
      return "fares";
    }

    @Override
    public long version() {
      return 7;
    }

    @Override
    public void close() {}
  }
}
