package io.millrace.models.inference.caching;

import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelHandler;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelLoad;
import io.millrace.models.inference.serving.Staleness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what another handler's models predicted: hybrid serving. All callers of a process share
 * one cache if their handlers have equal names and settings, and the features and the size are
 * equal too; a promotion leaves the old version's answers behind.
 *
 * @param handler where predictions come from that are not remembered
 * @param features the columns that an answer depends on: all that the model reads. Event times need
 *     not be named: they are a part of the key where a SavedModel reads them
 * @param maxBytes how large the cache may grow in a process
 */
public record CachedModel(ModelHandler handler, List<String> features, long maxBytes)
    implements ModelHandler {
  private static final Map<CacheName, PredictionCache> CACHES = new ConcurrentHashMap<>();

  private record CacheName(String handler, Object settings, List<String> features, long maxBytes) {}

  public CachedModel {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features: none (expected: all that the model reads)");
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 1)");
    }
  }

  @Override
  public String name() {
    return handler.name();
  }

  @Override
  public Object settings() {
    return handler.settings();
  }

  /** How often this process had the answer. */
  public PredictionCache.Figures figures() {
    PredictionCache cache = CACHES.get(cacheName());
    return cache == null ? new PredictionCache.Figures(0, 0, 0) : cache.figures();
  }

  private CacheName cacheName() {
    return new CacheName(handler.name(), handler.settings(), features, maxBytes);
  }

  @Override
  public ModelAccess open() {
    PredictionCache cache =
        CACHES.computeIfAbsent(cacheName(), name -> new PredictionCache(maxBytes));
    return new Access(handler.open(), features, cache);
  }

  private record Access(ModelAccess models, List<String> features, PredictionCache cache)
      implements ModelAccess {
    @Override
    public ModelLease acquire(long eventTimeMillis, Duration timeout) {
      ModelLease lease = models.acquire(eventTimeMillis, timeout);
      return new CachedLease(
          lease,
          new CachingPredictor(lease.predictor(), lease.model(), lease.version(), features, cache));
    }

    @Override
    public Staleness staleness() {
      return models.staleness();
    }

    @Override
    public void close() {
      models.close();
    }
  }

  private record CachedLease(ModelLease lease, BatchPredictor predictor) implements ModelLease {
    @Override
    public String model() {
      return lease.model();
    }

    @Override
    public long version() {
      return lease.version();
    }

    @Override
    public @Nullable ModelLoad load() {
      return lease.load();
    }

    @Override
    public long validFrom() {
      return lease.validFrom();
    }

    @Override
    public long validUntil() {
      return lease.validUntil();
    }

    @Override
    public void close() {
      lease.close();
    }
  }
}
