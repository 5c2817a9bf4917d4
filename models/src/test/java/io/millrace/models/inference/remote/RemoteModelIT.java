package io.millrace.models.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Validity;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.batching.IsolatingPredictor;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelUnavailableException;
import io.millrace.models.statistics.Batches;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteModelIT {
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  private RestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RemoteModel model() {
    return RemoteModel.of(server.url(), "m")
        .withBackoff(new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(2)));
  }

  private static ColumnBatch rows(@Nullable Double... x) {
    String[] texts = new String[x.length];
    for (int i = 0; i < x.length; i++) {
      texts[i] = "row" + i;
    }
    return Batches.of("x", Batches.floats(x), "s", BytesColumn.of(texts));
  }

  private static Predictions predict(RemoteModel model, ColumnBatch rows) {
    try (ModelAccess access = model.open();
        ModelLease lease = access.acquire(0, TIMEOUT)) {
      return lease.predictor().predict(rows);
    }
  }

  @Test
  void sendsColumnsAndReadsThemBack() {
    Predictions predictions = predict(model(), rows(1.0, 2.5, null));
    assertThat(predictions.floats("y")).containsExactly(11, 26, Double.NaN);
    BytesColumn echo = (BytesColumn) predictions.output("echo_bytes");
    assertThat(echo.string(1)).isEqualTo("row1");
  }

  @Test
  void bytesThatAreNoTextSurvive() {
    byte[] bytes = {(byte) 0xFF, 0, 'a'};
    BytesColumn column = new BytesColumn(bytes, new int[] {0, 3}, null, Validity.allPresent(1));
    Predictions predictions = predict(model(), Batches.of("x", Batches.floats(1.0), "s", column));
    assertThat(((BytesColumn) predictions.output("echo_bytes")).copy(0)).isEqualTo(bytes);
  }

  @Test
  void asksForTheNewestAvailableVersionByName() {
    server.serve(3L, 12L);
    try (ModelAccess access = model().open();
        ModelLease lease = access.acquire(0, TIMEOUT)) {
      assertThat(lease.version()).isEqualTo(12);
      assertThat(lease.predictor().predict(rows(1.0)).floats("y")).containsExactly(22);
      assertThat(server.requests()).containsExactly("/versions/12:predict");
    }
    assertThat(predict(model().withVersion(3), rows(1.0)).floats("y")).containsExactly(13);
  }

  @Test
  void splitsLargeBatches() {
    assertThat(predict(model().withMaxRows(2), rows(1.0, 2.0, 3.0, 4.0, 5.0)).floats("y"))
        .containsExactly(11, 21, 31, 41, 51);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void repeatsWhatMaySucceedLater() {
    server.failNext(503, 429);
    assertThat(predict(model(), rows(1.0)).floats("y")).containsExactly(11);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void waitsNoLongerForTheBodyOfAnAnswerThanForItsHeaders() {
    server.failNext(RestServer.STALL);
    assertThat(predict(model().withTimeout(TIMEOUT), rows(1.0)).floats("y")).containsExactly(11);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void givesUpWithoutBlamingRows() {
    server.failNext(503, 503, 503);
    assertThatThrownBy(() -> predict(model(), rows(1.0)))
        .isInstanceOf(RemoteModelException.class)
        .hasMessageEndingWith("/v1/models/m/versions/1:predict: HTTP 503: told to fail");
  }

  @Test
  void theBadRowOfABatchIsFound() {
    try (ModelAccess access = model().open();
        ModelLease lease = access.acquire(0, TIMEOUT)) {
      IsolatingPredictor.Outcome outcome =
          new IsolatingPredictor().predict(lease.predictor(), rows(1.0, -1.0, 3.0));
      assertThat(outcome.goodRows()).containsExactly(0, 2);
      assertThat(outcome.predictions().floats("y")).containsExactly(11, 31);
      assertThat(outcome.failures().get(0).reason()).endsWith("HTTP 400: x is negative");
    }
  }

  @Test
  void findsTheNextVersionWhenItsOwnIsGone() {
    try (ModelAccess access = model().open()) {
      try (ModelLease lease = access.acquire(0, TIMEOUT)) {
        server.serve(2L);
        assertThatThrownBy(() -> lease.predictor().predict(rows(1.0)))
            .hasMessageContaining("HTTP 404");
      }
      try (ModelLease lease = access.acquire(0, TIMEOUT)) {
        assertThat(lease.version()).isEqualTo(2);
      }
    }
  }

  @Test
  void aServerThatIsAwayLeavesTheLastKnownVersionAndSaysSo() {
    RemoteModel polled = model().withPollInterval(Duration.ofNanos(1));
    try (ModelAccess access = polled.open()) {
      assertThat(access.acquire(0, TIMEOUT).version()).isEqualTo(1);
      assertThat(access.staleness().isStale()).isFalse();
      server.close();
      assertThat(access.acquire(0, TIMEOUT).version()).isEqualTo(1);
      assertThat(access.staleness().isStale()).isTrue();
    }
    try (ModelAccess access = polled.open()) {
      assertThatThrownBy(() -> access.acquire(0, TIMEOUT))
          .isInstanceOf(ModelUnavailableException.class)
          .hasMessageContaining("ConnectException");
    }
  }

  @Test
  void namesTheColumnThatIsAbsent() {
    assertThatThrownBy(() -> predict(model(), Batches.of("x", Batches.floats(1.0))))
        .hasMessage("column s: absent (expected: STRING, as the model takes)");
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> RemoteModel.of("localhost:8501", "m"))
        .hasMessage("server: localhost:8501 (expected: such as http://localhost:8501)");
    assertThatThrownBy(() -> model().withMaxRows(0)).hasMessage("maxRows: 0 (expected: >= 1)");
  }
}
