package io.millrace.pipelines.io.s3;

import io.millrace.models.registry.ObjectStore;
import io.millrace.models.registry.ObjectStoreProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens {@code s3://bucket} and {@code s3://bucket/prefix}, with the settings that the AWS tools
 * read from the environment ({@code S3Endpoint}, {@code CredentialSources}) or, in Java, from the
 * system properties {@code aws.region}, {@code aws.endpointUrlS3}, {@code aws.accessKeyId}, {@code
 * aws.secretAccessKey} and {@code aws.sessionToken}, which come first.
 */
public final class S3Provider implements ObjectStoreProvider {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** For a file of 5 GB that is 8.5 MB a second. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "aws.region", "AWS_REGION",
          "aws.endpointUrlS3", "AWS_ENDPOINT_URL_S3",
          "aws.accessKeyId", "AWS_ACCESS_KEY_ID",
          "aws.secretAccessKey", "AWS_SECRET_ACCESS_KEY",
          "aws.sessionToken", "AWS_SESSION_TOKEN");

  private final Map<String, String> environment;

  /** With this process's environment and system properties. */
  public S3Provider() {
    this(settings());
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(System.getenv());
    PROPERTIES.forEach(
        (property, variable) -> {
          String value = System.getProperty(property);
          if (value != null) {
            settings.put(variable, value);
          }
        });
    return settings;
  }

  S3Provider(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public ObjectStore open(URI address) {
    String bucket = address.getAuthority();
    if (bucket == null || address.getQuery() != null || address.getFragment() != null) {
      throw new IllegalArgumentException(
          "store: " + address + " (expected: s3://bucket or s3://bucket/prefix)");
    }
    String path = address.getPath().replaceFirst("^/+", "").replaceFirst("/+$", "");
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    CredentialSources credentials =
        new CredentialSources(environment, Path.of(System.getProperty("user.home")), http);
    return new S3ObjectStore(
        new WholeAnswers(http, PATIENCE),
        S3Endpoint.of(bucket, environment),
        credentials,
        path.isEmpty() ? "" : path + "/");
  }
}
