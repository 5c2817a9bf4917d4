package io.millrace.pipelines.io.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a server whose answers break off and stall; S3's own ways are in the integration tests.
 */
class S3ObjectStoreIT {
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "k", "AWS_SECRET_ACCESS_KEY", "s");
  private static final byte[] OBJECT = new byte[100_000];

  private final Path directory;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final S3ObjectStore store;

  private enum Answer {
    WHOLE,
    EMPTY,
    BREAKS_OFF,
    STALLS,
    UNAVAILABLE,
    NO_OBJECT,
    NO_BUCKET
  }

  S3ObjectStoreIT(@TempDir Path directory) throws IOException {
    this.directory = directory;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI bucket = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bucket");
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    store =
        new S3ObjectStore(
            new WholeAnswers(http, Duration.ofMillis(300)),
            new S3Endpoint(bucket, "us-east-1"),
            new CredentialSources(CREDENTIALS, directory, http),
            "models/");
  }

  @BeforeEach
  void start() {
    Arrays.fill(OBJECT, (byte) 7);
    server.setExecutor(threads);
    server.createContext("/bucket/models/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void repeatsADownloadThatBreaksOffOrStalls() throws IOException {
    answers.addAll(List.of(Answer.BREAKS_OFF, Answer.STALLS, Answer.WHOLE));
    Path file = directory.resolve("file");
    assertThat(store.get("taxi/1/file", file)).isTrue();
    assertThat(file).hasBinaryContent(OBJECT);
    assertThat(requests).hasValue(3);
    assertThat(files()).containsExactly("file");
  }

  @Test
  void givesUpADownloadThatStallsEachTime() throws IOException {
    answers.addAll(List.of(Answer.STALLS, Answer.UNAVAILABLE, Answer.BREAKS_OFF, Answer.STALLS));
    assertThatThrownBy(() -> store.get("taxi/1/file", directory.resolve("file")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("S3: GET http://127.0.0.1:")
        .hasMessageEndingWith("no whole answer after PT0.3S");
    assertThat(requests).hasValue(4);
    assertThat(files()).isEmpty();
  }

  @Test
  void tellsAnEmptyObjectFromNoneAndThatFromNoBucket() throws IOException {
    answers.addAll(List.of(Answer.EMPTY, Answer.NO_OBJECT, Answer.NO_BUCKET));
    assertThat(store.get("taxi/1/empty", directory.resolve("empty"))).isTrue();
    assertThat(directory.resolve("empty")).isEmptyFile();
    assertThat(store.get("taxi/1/none", directory.resolve("none"))).isFalse();
    assertThatThrownBy(() -> store.get("taxi/1/none", directory.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NoSuchBucket");
    assertThat(files()).containsExactly("empty");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    switch (answers.remove()) {
      case WHOLE -> reply(exchange, 200, OBJECT);
      case EMPTY -> reply(exchange, 200, new byte[0]);
      case UNAVAILABLE -> reply(exchange, 503, new byte[0]);
      case NO_OBJECT ->
          reply(exchange, 404, "<Code>NoSuchKey</Code>".getBytes(StandardCharsets.UTF_8));
      case NO_BUCKET ->
          reply(exchange, 404, "<Code>NoSuchBucket</Code>".getBytes(StandardCharsets.UTF_8));
      case BREAKS_OFF -> {
        half(exchange);
        exchange.close();
      }
      case STALLS -> {
        half(exchange);
        await();
        exchange.close();
      }
    }
  }

  private static void half(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, OBJECT.length);
    exchange.getResponseBody().write(OBJECT, 0, OBJECT.length / 2);
    exchange.getResponseBody().flush();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
