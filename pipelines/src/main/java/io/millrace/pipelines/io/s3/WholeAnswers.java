package io.millrace.pipelines.io.s3;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests and waits for their whole answers, but not for ever: a request's own time limit
 * ends with the headers.
 */
final class WholeAnswers {
  private final HttpClient http;
  private final Duration patience;

  /**
   * @param patience how long a request and its answer may take in all
   */
  WholeAnswers(HttpClient http, Duration patience) {
    this.http = http;
    this.patience = patience;
  }

  /** Sends a request and reads the answer to its end. */
  HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return send(request, BodyHandlers.ofByteArray());
  }

  /**
   * The same with the body of a success in a new file, and none in the answer. The file appears
   * once it is whole.
   */
  HttpResponse<byte[]> download(HttpRequest request, Path file)
      throws IOException, InterruptedException {
    // An attempt that was given up may still write: it has a file of its own.
    Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      HttpResponse<byte[]> response =
          send(
              request,
              headers ->
                  headers.statusCode() / 100 == 2
                      ? BodySubscribers.mapping(
                          BodySubscribers.ofFile(
                              part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                          written -> new byte[0])
                      : BodySubscribers.ofByteArray());
      if (Files.exists(part)) {
        Files.move(part, file);
      }
      return response;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request, BodyHandler<byte[]> body)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, body);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer after " + patience);
    } finally {
      // Does nothing to one that is there; ends the request that nobody waits for any more.
      answer.cancel(true);
    }
  }
}
