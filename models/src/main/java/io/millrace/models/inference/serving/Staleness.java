package io.millrace.models.inference.serving;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How sure it is that the model that serves is the one that should.
 *
 * @param lastAnswer when the source was last heard of; null when it never was
 * @param trouble what has gone wrong since: the source did not answer, or the version it named was
 *     refused or could not be read; null when all is well
 */
public record Staleness(@Nullable Instant lastAnswer, @Nullable String trouble) {

  public boolean isStale() {
    return trouble != null;
  }
}
