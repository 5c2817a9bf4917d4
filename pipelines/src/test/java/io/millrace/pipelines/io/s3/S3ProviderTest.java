package io.millrace.pipelines.io.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.registry.ObjectStoreProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ProviderTest {
  @Test
  void isFoundByItsScheme() {
    assertThat(ServiceLoader.load(ObjectStoreProvider.class))
        .extracting(ObjectStoreProvider::scheme)
        .contains("s3");
    assertThatThrownBy(() -> new S3Provider(Map.of()).open(URI.create("s3:///prefix")))
        .hasMessage("store: s3:///prefix (expected: s3://bucket or s3://bucket/prefix)");
  }

  @Test
  void findsTheServerInTheEnvironment() {
    assertThat(S3Endpoint.of("b", Map.of("AWS_REGION", "eu-west-1")).object("a/é b"))
        .isEqualTo(URI.create("https://b.s3.eu-west-1.amazonaws.com/a/%C3%A9%20b"));
    assertThat(S3Endpoint.of("b.c", Map.of()).object("a"))
        .isEqualTo(URI.create("https://s3.us-east-1.amazonaws.com/b.c/a"));
    Map<String, String> minio =
        Map.of("AWS_ENDPOINT_URL", "http://minio:9000/", "AWS_DEFAULT_REGION", "x");
    assertThat(S3Endpoint.of("b", minio))
        .isEqualTo(new S3Endpoint(URI.create("http://minio:9000/b"), "x"));
  }

  @Test
  void readsCredentials(@TempDir Path home) throws Exception {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/credentials"),
        """
        [default]
        aws_access_key_id = first
        aws_secret_access_key = one

        [other]
        aws_access_key_id=second
        aws_secret_access_key=two=2
        aws_session_token=t
        """);
    assertThat(credentials(Map.of(), home)).isEqualTo(new Credentials("first", "one", null, null));
    assertThat(credentials(Map.of("AWS_PROFILE", "other"), home))
        .isEqualTo(new Credentials("second", "two=2", "t", null));
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "k", "AWS_SECRET_ACCESS_KEY", "s", "AWS_PROFILE", "other");
    assertThat(credentials(environment, home)).isEqualTo(new Credentials("k", "s", null, null));
    Map<String, String> nothing =
        Map.of("AWS_PROFILE", "absent", "AWS_EC2_METADATA_DISABLED", "true");
    assertThatThrownBy(() -> credentials(nothing, home))
        .hasMessageStartingWith("S3: no credentials (expected: AWS_ACCESS_KEY_ID and ");
  }

  private static Credentials credentials(Map<String, String> environment, Path home)
      throws Exception {
    return new CredentialSources(environment, home, HttpClient.newHttpClient()).get();
  }

  @Test
  void readsAPageOfAList() throws Exception {
    String page =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
          <Name>b</Name><Prefix>p/</Prefix><IsTruncated>true</IsTruncated>
          <NextContinuationToken>more/+=</NextContinuationToken>
          <Contents><Key>p/a &amp; b</Key><Size>3</Size></Contents>
          <Contents><Key>p/c</Key></Contents>
        </ListBucketResult>
        """;
    ObjectListing listing =
        ObjectListing.read(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    assertThat(listing.keys()).containsExactly("p/a & b", "p/c");
    assertThat(listing.next()).isEqualTo("more/+=");
    assertThatThrownBy(() -> ObjectListing.read(new ByteArrayInputStream(new byte[] {'x'})))
        .hasMessageStartingWith("S3: a list of objects that is no XML: ");
  }
}
