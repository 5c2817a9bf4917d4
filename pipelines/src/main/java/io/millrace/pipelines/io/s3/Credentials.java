package io.millrace.pipelines.io.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asks a store.
 *
 * @param sessionToken of temporary credentials; null of lasting ones
 * @param expires when they end; null if they do not
 */
record Credentials(
    String accessKey, String secretKey, @Nullable String sessionToken, @Nullable Instant expires) {

  /** Whether they are good for another minute. */
  boolean lastFrom(Instant now) {
    return expires == null || expires.isAfter(now.plusSeconds(60));
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Credentials[" + accessKey + "]";
  }
}
