package io.millrace.pipelines.io.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 of a request to S3, in the {@code Authorization} header: an HMAC-SHA256
 * over the method, path, query, headers and the body's SHA-256, with a key derived from the secret
 * for one day, region and service ("Authenticating Requests: Using the Authorization Header", AWS
 * API reference of S3).
 */
final class RequestSignature {
  /** The SHA-256 of an empty body. */
  static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RequestSignature() {}

  /**
   * The headers that a request needs, its own among them, to be taken as the credentials'.
   *
   * @param own the request's own headers that are to be signed too, by lower-case name
   * @param sha256 of the body, in hexadecimal
   */
  static Map<String, String> sign(
      String method,
      URI address,
      Map<String, String> own,
      String sha256,
      Credentials credentials,
      String region,
      Instant now) {
    String time = TIME.format(now);
    SortedMap<String, String> headers = new TreeMap<>(own);
    headers.put("host", address.getRawAuthority());
    headers.put("x-amz-content-sha256", sha256);
    headers.put("x-amz-date", time);
    if (credentials.sessionToken() != null) {
      headers.put("x-amz-security-token", credentials.sessionToken());
    }
    String names = String.join(";", headers.keySet());
    String request =
        String.join("\n", method, path(address), query(address), lines(headers), names, sha256);
    String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
    String text = String.join("\n", ALGORITHM, time, scope, sha256(request));
    String signature =
        HexFormat.of().formatHex(hmac(key(credentials.secretKey(), time, region), text));
    // The client sets the host itself.
    headers.remove("host");
    headers.put(
        "authorization",
        ALGORITHM
            + " Credential="
            + credentials.accessKey()
            + "/"
            + scope
            + ",SignedHeaders="
            + names
            + ",Signature="
            + signature);
    return headers;
  }

  private static String path(URI address) {
    return address.getRawPath().isEmpty() ? "/" : address.getRawPath();
  }

  /** The parameters sorted by name; one without a value gets an empty one. */
  private static String query(URI address) {
    if (address.getRawQuery() == null) {
      return "";
    }
    return Arrays.stream(address.getRawQuery().split("&"))
        .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String lines(SortedMap<String, String> headers) {
    return headers.entrySet().stream()
        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
        .collect(Collectors.joining());
  }

  private static byte[] key(String secret, String time, String region) {
    byte[] day = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), time.substring(0, 8));
    return hmac(hmac(hmac(day, region), "s3"), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
