package io.millrace.pipelines.io.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where credentials come from, in the order of the AWS tools: the environment ({@code
 * AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}), the profile {@code
 * AWS_PROFILE} of the file {@code ~/.aws/credentials}, the container's endpoint (ECS, EKS Pod
 * Identity), the machine's (EC2, IMDSv2) unless {@code AWS_EC2_METADATA_DISABLED} is true. Single
 * sign-on and roles to assume are not read.
 */
final class CredentialSources {
  private static final String MACHINE = "http://169.254.169.254/latest/";
  private static final String CONTAINER = "http://169.254.170.2";
  private static final String NONE =
      "S3: no credentials (expected: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile in"
          + " ~/.aws/credentials, or a container's or machine's role)";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment;
  private final Path home;
  private final HttpClient http;
  private @Nullable Credentials current;

  CredentialSources(Map<String, String> environment, Path home, HttpClient http) {
    this.environment = environment;
    this.home = home;
    this.http = http;
  }

  /** Credentials that are good for another minute at least. */
  synchronized Credentials get() throws IOException, InterruptedException {
    Credentials known = current;
    if (known == null || !known.lastFrom(Instant.now())) {
      known = find();
      current = known;
    }
    return known;
  }

  private Credentials find() throws IOException, InterruptedException {
    String key = environment.get("AWS_ACCESS_KEY_ID");
    String secret = environment.get("AWS_SECRET_ACCESS_KEY");
    if (key != null && secret != null) {
      return new Credentials(key, secret, environment.get("AWS_SESSION_TOKEN"), null);
    }
    Credentials profile = profile();
    if (profile != null) {
      return profile;
    }
    String relative = environment.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    String full = environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (relative != null || full != null) {
      return container(relative != null ? CONTAINER + relative : String.valueOf(full));
    }
    return machine();
  }

  private @Nullable Credentials profile() throws IOException {
    String file = environment.get("AWS_SHARED_CREDENTIALS_FILE");
    Path path = file == null ? home.resolve(".aws/credentials") : Path.of(file);
    if (!Files.isReadable(path)) {
      return null;
    }
    String wanted = "[" + environment.getOrDefault("AWS_PROFILE", "default") + "]";
    Map<String, String> values = new HashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(path)) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (text.startsWith("[")) {
        inside = text.equals(wanted);
      } else if (inside && equals > 0) {
        values.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      }
    }
    String key = values.get("aws_access_key_id");
    String secret = values.get("aws_secret_access_key");
    return key == null || secret == null
        ? null
        : new Credentials(key, secret, values.get("aws_session_token"), null);
  }

  private Credentials container(String address) throws IOException, InterruptedException {
    String token = environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    String tokenFile = environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    if (tokenFile != null) {
      token = Files.readString(Path.of(tokenFile)).strip();
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", token);
    }
    return temporary(ask(request.build()));
  }

  private Credentials machine() throws IOException, InterruptedException {
    if (Boolean.parseBoolean(environment.get("AWS_EC2_METADATA_DISABLED"))) {
      throw new IOException(NONE);
    }
    try {
      String token =
          ask(
              HttpRequest.newBuilder(URI.create(MACHINE + "api/token"))
                  .timeout(PATIENCE)
                  .header("X-aws-ec2-metadata-token-ttl-seconds", "21600")
                  .PUT(HttpRequest.BodyPublishers.noBody())
                  .build());
      String roles = "meta-data/iam/security-credentials/";
      String role = ask(machine(roles, token)).lines().findFirst().orElse("");
      return temporary(ask(machine(roles + role, token)));
    } catch (IOException e) {
      throw new IOException(NONE, e);
    }
  }

  private static HttpRequest machine(String path, String token) {
    return HttpRequest.newBuilder(URI.create(MACHINE + path))
        .timeout(PATIENCE)
        .header("X-aws-ec2-metadata-token", token)
        .build();
  }

  private String ask(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + ": status " + response.statusCode());
    }
    return response.body();
  }

  private static Credentials temporary(String json) throws IOException {
    JsonNode node = JSON.readTree(json);
    String expires = node.path("Expiration").asText("");
    return new Credentials(
        node.path("AccessKeyId").asText(),
        node.path("SecretAccessKey").asText(),
        node.hasNonNull("Token") ? node.get("Token").asText() : null,
        expires.isEmpty() ? null : Instant.parse(expires));
  }
}
