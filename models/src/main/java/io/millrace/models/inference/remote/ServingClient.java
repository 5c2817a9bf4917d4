package io.millrace.models.inference.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to TensorFlow Serving's REST API. What may succeed when it is repeated is
 * repeated: no connection, no answer in time, and the statuses 429, 500, 502, 503 and 504.
 * Thread-safe.
 */
final class ServingClient {
  private static final Set<Integer> REPEATED = Set.of(429, 500, 502, 503, 504);
  private static final Duration THROTTLE_WINDOW = Duration.ofSeconds(30);
  private static final double THROTTLE_RATIO = 2;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final HttpClient http;
  private final String base;
  private final Duration timeout;
  private final Backoff backoff;
  private final AdaptiveThrottle throttle;
  private volatile @Nullable String lastFailure;

  /**
   * A client of one model.
   *
   * @param server such as {@code http://localhost:8501}
   * @param timeout how long to wait for a connection, and for an answer
   */
  ServingClient(String server, String model, Duration timeout, Backoff backoff) {
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    this.base = server.replaceAll("/+$", "") + "/v1/models/" + model;
    this.timeout = timeout;
    this.backoff = backoff;
    this.throttle = new AdaptiveThrottle(THROTTLE_WINDOW, THROTTLE_RATIO, System.nanoTime());
  }

  /** Asks for {@code /v1/models/<model><path>}. */
  JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
  }

  /** Posts a JSON body to {@code /v1/models/<model><path>}. */
  JsonNode post(String path, byte[] body) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    RemoteModelException failure = null;
    for (int attempt = 1; attempt <= backoff.attempts(); attempt++) {
      if (throttle.holdsBack(System.nanoTime(), ThreadLocalRandom.current())) {
        failure =
            failure == null
                ? new RemoteModelException(
                    base + ": held back, as most requests fail; the last: " + lastFailure, 429)
                : failure;
        pause(attempt, null);
        continue;
      }
      HttpResponse<byte[]> response;
      try {
        response = whole(request);
      } catch (IOException e) {
        failure = new RemoteModelException(request.uri() + ": " + e, e);
        lastFailure = failure.getMessage();
        pause(attempt, null);
        continue;
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      int status = response.statusCode();
      if (!REPEATED.contains(status)) {
        throttle.accepted(System.nanoTime());
        if (status == 200) {
          return parse(request, response.body());
        }
        throw failed(request, response);
      }
      failure = failed(request, response);
      lastFailure = failure.getMessage();
      pause(attempt, response);
    }
    throw failure == null ? new RemoteModelException(base + ": not asked", 0) : failure;
  }

  /** The request's own time limit ends with the headers of the answer, this with its last byte. */
  private HttpResponse<byte[]> whole(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer after " + timeout);
    } finally {
      // Does nothing to one that is there; ends the request that nobody waits for any more.
      answer.cancel(true);
    }
  }

  private static JsonNode parse(HttpRequest request, byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new RemoteModelException(
          request.uri() + ": " + e.getOriginalMessage() + " (expected: JSON)", e);
    } catch (IOException e) {
      throw new RemoteModelException(request.uri() + ": " + e, e);
    }
  }

  private static RemoteModelException failed(HttpRequest request, HttpResponse<byte[]> response) {
    String text;
    try {
      text = JSON.readTree(response.body()).path("error").asText();
    } catch (IOException e) {
      text = "";
    }
    return new RemoteModelException(
        request.uri() + ": HTTP " + response.statusCode() + (text.isEmpty() ? "" : ": " + text),
        response.statusCode());
  }

  private void pause(int attempt, @Nullable HttpResponse<?> response) {
    if (attempt == backoff.attempts()) {
      return;
    }
    Duration wait = backoff.after(attempt, ThreadLocalRandom.current());
    Optional<String> asked =
        response == null ? Optional.empty() : response.headers().firstValue("Retry-After");
    if (asked.isPresent() && asked.get().matches("[0-9]{1,6}")) {
      Duration least = Duration.ofSeconds(Long.parseLong(asked.get()));
      Duration most = backoff.longest();
      wait = least.compareTo(most) > 0 ? most : least;
    }
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private RemoteModelException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RemoteModelException(
        base + ": interrupted", new InterruptedIOException(e.toString()));
  }
}
