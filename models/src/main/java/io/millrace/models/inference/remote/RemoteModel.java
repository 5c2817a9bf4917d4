package io.millrace.models.inference.remote;

import io.millrace.models.inference.ModelSignature;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Predicts with a model on a server that speaks TensorFlow Serving's REST API. Every request names
 * the version it wants, so that predictions can say which one made them. The newest available
 * version is asked for again every {@code pollInterval}.
 *
 * @param server such as {@code http://localhost:8501}
 * @param model the model's name there
 * @param version this version for good, or null for the newest that is available
 * @param signature the signature to call
 * @param maxRows how many rows a request holds at most, at least 1
 * @param timeout how long to wait for an answer, longer than zero
 * @param backoff how often and when to repeat a request that failed for a while
 * @param pollInterval how long a new version may stay unnoticed, longer than zero
 */
public record RemoteModel(
    String server,
    String model,
    @Nullable Long version,
    String signature,
    int maxRows,
    Duration timeout,
    Backoff backoff,
    Duration pollInterval)
    implements ModelHandler {

  public RemoteModel {
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows: " + maxRows + " (expected: >= 1)");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0)");
    }
    if (pollInterval.isNegative() || pollInterval.isZero()) {
      throw new IllegalArgumentException("pollInterval: " + pollInterval + " (expected: > 0)");
    }
    if (!server.matches("https?://.+")) {
      throw new IllegalArgumentException(
          "server: " + server + " (expected: such as http://localhost:8501)");
    }
  }

  /** The newest version of a model: 1,024 rows a request, 30 seconds for an answer. */
  public static RemoteModel of(String server, String model) {
    return new RemoteModel(
        server,
        model,
        null,
        ModelSignature.DEFAULT,
        1024,
        Duration.ofSeconds(30),
        Backoff.defaults(),
        Duration.ofSeconds(10));
  }

  public RemoteModel withVersion(long number) {
    return new RemoteModel(
        server, model, number, signature, maxRows, timeout, backoff, pollInterval);
  }

  public RemoteModel withSignature(String name) {
    return new RemoteModel(server, model, version, name, maxRows, timeout, backoff, pollInterval);
  }

  public RemoteModel withMaxRows(int rows) {
    return new RemoteModel(server, model, version, signature, rows, timeout, backoff, pollInterval);
  }

  public RemoteModel withTimeout(Duration duration) {
    return new RemoteModel(
        server, model, version, signature, maxRows, duration, backoff, pollInterval);
  }

  public RemoteModel withBackoff(Backoff other) {
    return new RemoteModel(
        server, model, version, signature, maxRows, timeout, other, pollInterval);
  }

  public RemoteModel withPollInterval(Duration interval) {
    return new RemoteModel(server, model, version, signature, maxRows, timeout, backoff, interval);
  }

  @Override
  public String name() {
    return "remote:" + server + "/" + model + (version == null ? "" : "/" + version);
  }

  @Override
  public Object settings() {
    return signature;
  }

  @Override
  public ModelAccess open() {
    return new RemoteAccess(this);
  }
}
