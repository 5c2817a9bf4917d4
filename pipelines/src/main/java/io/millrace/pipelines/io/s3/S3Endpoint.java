package io.millrace.pipelines.io.s3;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a bucket is.
 *
 * @param base the scheme, host and path under which its objects lie, without a slash at the end
 * @param region for the signature
 */
record S3Endpoint(URI base, String region) {
  private static final String DEFAULT_REGION = "us-east-1";

  /**
   * As the AWS tools find it: {@code AWS_REGION} or {@code AWS_DEFAULT_REGION} says the region,
   * {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} names another server than Amazon's; on
   * such a server, and for a bucket with a dot in its name, the bucket is part of the path.
   */
  static S3Endpoint of(String bucket, Map<String, String> environment) {
    String region =
        environment.getOrDefault(
            "AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", DEFAULT_REGION));
    String server =
        environment.getOrDefault("AWS_ENDPOINT_URL_S3", environment.get("AWS_ENDPOINT_URL"));
    if (server != null) {
      return new S3Endpoint(URI.create(server.replaceFirst("/+$", "") + "/" + bucket), region);
    }
    String amazon = "s3." + region + ".amazonaws.com";
    return bucket.contains(".")
        ? new S3Endpoint(URI.create("https://" + amazon + "/" + bucket), region)
        : new S3Endpoint(URI.create("https://" + bucket + "." + amazon), region);
  }

  /** The address of an object. */
  URI object(String key) {
    return URI.create(base + "/" + encode(key).replace("%2F", "/"));
  }

  /** The address of a question about the bucket. */
  URI query(String query) {
    return URI.create(base + "/?" + query);
  }

  /** Percent-encodes all but unreserved characters, as signatures need it (RFC 3986). */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
