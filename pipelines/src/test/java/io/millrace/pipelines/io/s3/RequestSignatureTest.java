package io.millrace.pipelines.io.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The examples of Amazon's description of signatures of requests to S3. */
class RequestSignatureTest {
  private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
  private static final Credentials WHO =
      new Credentials(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null, null);
  private static final S3Endpoint BUCKET =
      S3Endpoint.of("examplebucket", Map.of("AWS_REGION", "us-east-1"));

  @Test
  void signsAGet() {
    URI address = URI.create("https://examplebucket.s3.amazonaws.com/test.txt");
    assertThat(sign("GET", address, Map.of("range", "bytes=0-9"), RequestSignature.EMPTY))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void signsAPutOfAKeyThatNeedsEncoding() {
    URI address =
        new S3Endpoint(URI.create("https://examplebucket.s3.amazonaws.com"), "us-east-1")
            .object("test$file.text");
    assertThat(address.getRawPath()).isEqualTo("/test%24file.text");
    assertThat(
            sign(
                "PUT",
                address,
                Map.of(
                    "date",
                    "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class",
                    "REDUCED_REDUNDANCY"),
                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"))
        .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void signsQueries() {
    String base = "https://examplebucket.s3.amazonaws.com/?";
    assertThat(sign("GET", URI.create(base + "lifecycle"), Map.of(), RequestSignature.EMPTY))
        .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    assertThat(
            sign("GET", URI.create(base + "prefix=J&max-keys=2"), Map.of(), RequestSignature.EMPTY))
        .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void sendsTheTokenOfTemporaryCredentials() {
    Credentials temporary = new Credentials("key", "secret", "token", NOW);
    Map<String, String> headers =
        RequestSignature.sign(
            "GET",
            BUCKET.object("a"),
            Map.of(),
            RequestSignature.EMPTY,
            temporary,
            "us-east-1",
            NOW);
    assertThat(headers).containsEntry("x-amz-security-token", "token").doesNotContainKey("host");
    assertThat(headers.get("authorization")).contains("x-amz-date;x-amz-security-token,");
    assertThat(temporary.toString()).doesNotContain("secret", "token");
  }

  private static String sign(String method, URI address, Map<String, String> own, String sha256) {
    return Objects.requireNonNull(
        RequestSignature.sign(method, address, own, sha256, WHO, "us-east-1", NOW)
            .get("authorization"));
  }
}
