package io.millrace.models.inference.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.CountingModel;
import io.millrace.models.inference.Predictions;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
    try (ModelAccess access =
            TableModel.of(directory)
                .withFallback(handler(() -> new CountingAccess(model, new AtomicInteger())))
                .open();
        ModelLease lease = access.acquire(0, TIMEOUT)) {
      assertThat(lease.predictor().predict(rows(5L, 2L, 6L)).floats("y"))
          .containsExactly(50, 20, 60);
      assertThat(model.rowsAsked()).isEqualTo(2);
    }
  }

  @Test
  void aFallbackThatFailsLeavesNothingOpen() throws IOException {
    write(1, rows(1L));
    AtomicInteger leases = new AtomicInteger();
    BatchPredictor other = new OtherOutputs();
    ModelHandler unfit = handler(() -> new CountingAccess(other, leases));
    try (ModelAccess access = TableModel.of(directory).withFallback(unfit).open()) {
      assertThatThrownBy(() -> access.acquire(0, TIMEOUT))
          .hasMessageStartingWith("outputs of the fallback: ");
      assertThat(leases).hasValue(0);
    }
    ModelHandler broken =
        handler(
            () -> {
              throw new IllegalStateException("away");
            });
    assertThatThrownBy(() -> TableModel.of(directory).withFallback(broken).open())
        .hasMessage("away");
    // Nobody has the table open any more: another one is read.
    write(1, rows(2L));
    try (ModelAccess access = TableModel.of(directory).open();
        ModelLease lease = access.acquire(0, TIMEOUT)) {
      assertThat(lease.predictor().predict(rows(2L)).floats("y")).containsExactly(20);
    }
  }

  @Test
  void refusesAFallbackThatReadsEventTimesWhereTheTableHasNone() throws IOException {
    write(1, rows(1L));
    BatchPredictor timed =
        new OtherOutputs() {
          @Override
          public boolean readsEventTimes() {
            return true;
          }
        };
    ModelHandler fallback = handler(() -> new CountingAccess(timed, new AtomicInteger()));
    try (ModelAccess access = TableModel.of(directory).withFallback(fallback).open()) {
      assertThatThrownBy(() -> access.acquire(0, TIMEOUT))
          .hasMessage("keys: [x] (expected: with event_time, which the fallback reads)");
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

  private static ModelHandler handler(Supplier<ModelAccess> opened) {
    return new ModelHandler() {
      @Override
      public String name() {
        return "counting";
      }

      @Override
      public ModelAccess open() {
        return opened.get();
      }
    };
  }

  /** Gives other outputs than the table has. */
  private static class OtherOutputs implements BatchPredictor {
    @Override
    public Layout outputs() {
      return Layout.of(new Layout.Field("z", ValueType.FLOAT));
    }

    @Override
    public Predictions predict(ColumnBatch rows) {
      throw new IllegalStateException("not to be asked");
    }
  }

  /** A model that counts its open leases. */
  private record CountingAccess(BatchPredictor predictor, AtomicInteger leases)
      implements ModelAccess, ModelLease {
    @Override
    public ModelLease acquire(long eventTimeMillis, Duration timeout) {
      leases.incrementAndGet();
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
    public void close() {
      leases.decrementAndGet();
    }
  }
}
