package io.millrace.pipelines.io.s3;

import io.millrace.models.registry.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A prefix of a bucket in Amazon S3, or in a store that speaks like it.
 *
 * <p>Each file is one request, so at most 5 GB. Its SHA-256 is part of the signature: the store
 * refuses bytes that changed on the way. Requests that fail for the store's reasons (status 429 and
 * 5xx, a connection that breaks or stalls anywhere in the answer) are sent {@value #ATTEMPTS} times
 * in all; each can be, for it does the same again.
 */
final class S3ObjectStore implements ObjectStore {
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int MOST_TEXT = 2000;
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_FOUND = 404;

  private final WholeAnswers answers;
  private final S3Endpoint endpoint;
  private final CredentialSources credentials;
  private final String prefix;

  /**
   * The store under a prefix.
   *
   * @param answers what gets the answer to a request
   * @param prefix what all keys begin with: empty, or with a slash at the end
   */
  S3ObjectStore(
      WholeAnswers answers, S3Endpoint endpoint, CredentialSources credentials, String prefix) {
    this.answers = answers;
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
    HttpResponse<byte[]> response =
        repeat(
            "PUT",
            address,
            asking ->
                answers.send(
                    request("PUT", address, BodyPublishers.ofFile(file), headers, sha256, asking)));
    if (response.statusCode() == PRECONDITION_FAILED) {
      throw new FileAlreadyExistsException(key, null, "an object of that key");
    }
    requireOk(response, address);
  }

  @Override
  public boolean get(String key, Path file) throws IOException {
    URI address = endpoint.object(prefix + key);
    HttpResponse<byte[]> response =
        repeat("GET", address, asking -> answers.download(request("GET", address, asking), file));
    // Also without the bucket, which is another matter than without the object.
    if (response.statusCode() == NOT_FOUND && !text(response).contains("NoSuchBucket")) {
      return false;
    }
    requireOk(response, address);
    return true;
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
      HttpResponse<byte[]> response =
          repeat("GET", address, asking -> answers.send(request("GET", address, asking)));
      requireOk(response, address);
      ObjectListing page = ObjectListing.read(new ByteArrayInputStream(response.body()));
      page.keys().forEach(key -> keys.add(key.substring(prefix.length())));
      next = page.next();
    } while (next != null);
    return keys;
  }

  @Override
  public void delete(String key) throws IOException {
    URI address = endpoint.object(prefix + key);
    HttpResponse<byte[]> response =
        repeat("DELETE", address, asking -> answers.send(request("DELETE", address, asking)));
    if (response.statusCode() != NOT_FOUND) {
      requireOk(response, address);
    }
  }

  private static void requireOk(HttpResponse<byte[]> response, URI address) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "S3: "
              + response.request().method()
              + " "
              + address
              + ": status "
              + response.statusCode()
              + " "
              + text(response));
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    byte[] body = response.body();
    return new String(body, 0, Math.min(body.length, MOST_TEXT), StandardCharsets.UTF_8);
  }

  /** One attempt at a request. */
  private interface Attempt {
    HttpResponse<byte[]> make(Credentials asking) throws IOException, InterruptedException;
  }

  private HttpResponse<byte[]> repeat(String method, URI address, Attempt attempt)
      throws IOException {
    try {
      Credentials asking = credentials.get();
      for (int number = 1; ; number++) {
        boolean last = number == ATTEMPTS;
        try {
          HttpResponse<byte[]> response = attempt.make(asking);
          int status = response.statusCode();
          if (last || (status != 429 && status < 500)) {
            return response;
          }
        } catch (IOException e) {
          if (last) {
            throw new IOException("S3: " + method + " " + address + ": " + e, e);
          }
        }
        Thread.sleep(FIRST_PAUSE_MILLIS << (number - 1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("S3: " + method + " " + address + ": interrupted", e);
    }
  }

  private HttpRequest request(String method, URI address, Credentials asking) {
    return request(
        method, address, BodyPublishers.noBody(), Map.of(), RequestSignature.EMPTY, asking);
  }

  /** A request that is signed as of now. */
  private HttpRequest request(
      String method,
      URI address,
      BodyPublisher body,
      Map<String, String> headers,
      String sha256,
      Credentials asking) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).method(method, body);
    RequestSignature.sign(
            method, address, headers, sha256, asking, endpoint.region(), Instant.now())
        .forEach(request::header);
    return request.build();
  }
}
