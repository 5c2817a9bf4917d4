package io.millrace.transforms.metrics;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place of a process where its metrics can be read, by all of its pipelines: open from the
 * first step that joins until the last one leaves.
 *
 * <p>What is counted in {@link io.micrometer.core.instrument.Metrics#globalRegistry} meanwhile is
 * given out over HTTP at {@code /metrics}, as Prometheus reads it. Where no port is free, that is
 * logged and the pipeline goes on without. On a cluster that loads each job's classes anew, each
 * job of a process has one.
 */
public final class MetricsEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
  private static final Object LOCK = new Object();
  private static int users;
  private static @Nullable PrometheusEndpoint endpoint;

  private MetricsEndpoint() {}

  /** Joins its users; the first of them opens it, at the first free one of these ports. */
  public static void join(PortRange ports) {
    synchronized (LOCK) {
      if (users++ > 0) {
        return;
      }
      try {
        endpoint = PrometheusEndpoint.open(ports);
        LOG.info("Metrics: port {}, {}", endpoint.port(), PrometheusEndpoint.PATH);
      } catch (IOException | RuntimeException e) {
        LOG.warn("Metrics cannot be read from outside", e);
      }
    }
  }

  /** Leaves, after one {@link #join}; the last to leave closes it. */
  public static void leave() {
    synchronized (LOCK) {
      if (--users == 0 && endpoint != null) {
        endpoint.close();
        endpoint = null;
      }
    }
  }
}
