package io.millrace.models.inference.serving;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a watcher knows of its source: when it last answered, and what is the trouble, if any. */
final class SourceHealth {
  private static final Logger LOG = LoggerFactory.getLogger(SourceHealth.class);

  private final ModelSource source;
  private volatile Staleness staleness = new Staleness(null, "the source was not asked yet");

  SourceHealth(ModelSource source) {
    this.source = source;
  }

  Staleness staleness() {
    return staleness;
  }

  void set(@Nullable Instant answered, @Nullable String trouble) {
    staleness = new Staleness(answered, trouble);
  }

  /** A trouble that lasts is logged once, not at every poll. */
  void trouble(String reason, @Nullable Instant answered, Throwable cause) {
    if (!reason.equals(staleness.trouble())) {
      LOG.warn("{}: {}", source.name(), reason, cause);
    }
    set(answered, reason);
  }

  /** The same, where the source gave no new answer. */
  void trouble(String reason, Throwable cause) {
    trouble(reason, staleness.lastAnswer(), cause);
  }

  /** Tells the source that its version was refused. */
  void report(ModelLocation location, String reason) {
    try {
      source.rejected(location, reason);
    } catch (RuntimeException | Error e) {
      LOG.warn("{}: the source does not take the refusal of {}", source.name(), location, e);
    }
  }
}
