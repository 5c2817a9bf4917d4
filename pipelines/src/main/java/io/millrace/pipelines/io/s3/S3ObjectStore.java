package io.millrace.pipelines.io.s3;

import io.millrace.models.registry.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prefix of a bucket in Amazon S3, or in a store that speaks like it.
 *
 * <p>Each file is one request, so at most 5 GB. Its SHA-256 is part of the signature: the store
 * refuses bytes that changed on the way. Requests that fail for the store's reasons (status 429 and
 * 5xx, a broken connection) are repeated {@value #ATTEMPTS} times in all; each can be, for it does
 * the same again.
 */
final class S3ObjectStore implements ObjectStore {
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_FOUND = 404;

  private final HttpClient http;
  private final S3Endpoint endpoint;
  private final CredentialSources credentials;
  private final String prefix;

  /**
   * The store under a prefix.
   *
   * @param prefix what all keys begin with: empty, or with a slash at the end
   */
  S3ObjectStore(
      HttpClient http, S3Endpoint endpoint, CredentialSources credentials, String prefix) {
    this.http = http;
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.prefix = prefix;
  }

  @Override
  public void put(String key, Path file, String sha256) throws IOException {
    write(key, file, sha256, Map.of());
  }

  @Override
  public void create(String key, Path file, String sha256) throws IOException {
    write(key, file, sha256, Map.of("if-none-match", "*"));
  }

  private void write(String key, Path file, String sha256, Map<String, String> headers)
      throws IOException {
    URI address = endpoint.object(prefix + key);
    HttpResponse<InputStream> response = send("PUT", address, headers, file, sha256);
    try (InputStream body = response.body()) {
      if (response.statusCode() == PRECONDITION_FAILED) {
        throw new FileAlreadyExistsException(key, null, "an object of that key");
      }
      requireOk(response, body, address);
    }
  }

  @Override
  public boolean get(String key, Path file) throws IOException {
    URI address = endpoint.object(prefix + key);
    HttpResponse<InputStream> response =
        send("GET", address, Map.of(), null, RequestSignature.EMPTY);
    try (InputStream body = response.body()) {
      if (response.statusCode() == NOT_FOUND) {
        // Also without the bucket, which is another matter than without the object.
        String reason = text(body);
        if (reason.contains("NoSuchBucket")) {
          throw new IOException("S3: GET " + address + ": " + reason);
        }
        return false;
      }
      requireOk(response, body, address);
      Files.copy(body, file);
      return true;
    }
  }

  @Override
  public List<String> list(String start) throws IOException {
    List<String> keys = new ArrayList<>();
    String next = null;
    do {
      String query = "list-type=2&prefix=" + S3Endpoint.encode(prefix + start);
      URI address =
          endpoint.query(
              next == null ? query : "continuation-token=" + S3Endpoint.encode(next) + "&" + query);
      HttpResponse<InputStream> response =
          send("GET", address, Map.of(), null, RequestSignature.EMPTY);
      try (InputStream body = response.body()) {
        requireOk(response, body, address);
        ObjectListing page = ObjectListing.read(body);
        page.keys().forEach(key -> keys.add(key.substring(prefix.length())));
        next = page.next();
      }
    } while (next != null);
    return keys;
  }

  @Override
  public void delete(String key) throws IOException {
    URI address = endpoint.object(prefix + key);
    HttpResponse<InputStream> response =
        send("DELETE", address, Map.of(), null, RequestSignature.EMPTY);
    try (InputStream body = response.body()) {
      if (response.statusCode() != NOT_FOUND) {
        requireOk(response, body, address);
      }
    }
  }

  private static void requireOk(HttpResponse<?> response, InputStream body, URI address)
      throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "S3: "
              + response.request().method()
              + " "
              + address
              + ": status "
              + response.statusCode()
              + " "
              + text(body));
    }
  }

  private static String text(InputStream body) throws IOException {
    return new String(body.readNBytes(2000), StandardCharsets.UTF_8);
  }

  private HttpResponse<InputStream> send(
      String method, URI address, Map<String, String> headers, @Nullable Path file, String sha256)
      throws IOException {
    try {
      Credentials asking = credentials.get();
      for (int attempt = 1; ; attempt++) {
        boolean last = attempt == ATTEMPTS;
        try {
          HttpResponse<InputStream> response =
              sendOnce(method, address, headers, file, sha256, asking);
          int status = response.statusCode();
          if (last || (status != 429 && status < 500)) {
            return response;
          }
          response.body().close();
        } catch (IOException e) {
          if (last) {
            throw new IOException("S3: " + method + " " + address + ": " + e, e);
          }
        }
        Thread.sleep(FIRST_PAUSE_MILLIS << (attempt - 1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("S3: " + method + " " + address + ": interrupted", e);
    }
  }

  private HttpResponse<InputStream> sendOnce(
      String method,
      URI address,
      Map<String, String> headers,
      @Nullable Path file,
      String sha256,
      Credentials asking)
      throws IOException, InterruptedException {
    BodyPublisher body = file == null ? BodyPublishers.noBody() : BodyPublishers.ofFile(file);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).method(method, body).timeout(PATIENCE);
    RequestSignature.sign(
            method, address, headers, sha256, asking, endpoint.region(), Instant.now())
        .forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }
}
