package io.millrace.models.inference.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelUnavailableException;
import io.millrace.models.inference.serving.Staleness;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Knows the newest version that the server has; when it cannot be asked, the last known counts. */
final class RemoteAccess implements ModelAccess {
  private static final long RETRY_NANOS = 100_000_000;

  private final RemoteModel handler;
  private final ServingClient client;
  private @Nullable RemoteLease current;
  private long checkedAt;
  private @Nullable Instant lastAnswer;
  private @Nullable String trouble;

  RemoteAccess(RemoteModel handler) {
    this.handler = handler;
    this.client =
        new ServingClient(handler.server(), handler.model(), handler.timeout(), handler.backoff());
  }

  private record RemoteLease(BatchPredictor predictor, String model, long version)
      implements ModelLease {
    @Override
    public void close() {}
  }

  @Override
  public synchronized ModelLease acquire(long eventTimeMillis, Duration timeout) {
    RemoteLease known = current;
    boolean fresh = System.nanoTime() - checkedAt < handler.pollInterval().toNanos();
    if (known != null && fresh) {
      return known;
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        RemoteLease found = find(known);
        current = found;
        checkedAt = System.nanoTime();
        lastAnswer = Instant.now();
        trouble = null;
        return found;
      } catch (RemoteModelException e) {
        trouble = e.getMessage();
        if (known != null) {
          checkedAt = System.nanoTime();
          return known;
        }
        if (System.nanoTime() >= deadline) {
          throw new ModelUnavailableException(
              handler.name() + ": " + trouble + " (waited " + timeout.toMillis() + " ms)");
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** The server unloaded the version that was in use: the next lease asks for the newest. */
  private synchronized void forget() {
    current = null;
  }

  private RemoteLease find(@Nullable RemoteLease known) {
    Long fixed = handler.version();
    long version = fixed == null ? newest(client.get("")) : fixed;
    if (known != null && known.version() == version) {
      return known;
    }
    RemoteSignature signature =
        RemoteSignature.read(client.get("/versions/" + version + "/metadata"), handler.signature());
    return new RemoteLease(
        new RemotePredictor(
            client, version, signature, handler.signature(), handler.maxRows(), this::forget),
        handler.model(),
        version);
  }

  private long newest(JsonNode status) {
    long newest = -1;
    for (JsonNode version : status.path("model_version_status")) {
      if (version.path("state").asText().equals("AVAILABLE")) {
        newest = Math.max(newest, version.path("version").asLong());
      }
    }
    if (newest < 0) {
      throw new RemoteModelException(
          handler.name() + ": " + status + " (expected: an AVAILABLE version)", 200);
    }
    return newest;
  }

  @Override
  public synchronized Staleness staleness() {
    return new Staleness(lastAnswer, trouble);
  }

  @Override
  public void close() {}
}
