package io.millrace.transforms.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Gives out what Micrometer's global registry counts from now on, and how the JVM fares, in
 * Prometheus' text format at {@code /metrics}.
 */
final class PrometheusEndpoint implements AutoCloseable {
  static final String PATH = "/metrics";
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  private PrometheusEndpoint(HttpServer server) {
    this.server = server;
    this.threads = Executors.newFixedThreadPool(THREADS, PrometheusEndpoint::daemon);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    new ResidentMemory().bindTo(registry);
    Metrics.addRegistry(registry);
    server.createContext(PATH, this::answer);
    server.setExecutor(threads);
    // The server's own thread is a daemon if the one that starts it is: it must not keep up a JVM.
    CompletableFuture.runAsync(server::start, threads).join();
  }

  /**
   * Opens one at the first free port, on every address of the machine.
   *
   * @throws BindException when none is free
   */
  static PrometheusEndpoint open(PortRange ports) throws IOException {
    for (int port = ports.first(); port <= ports.last(); port++) {
      try {
        return new PrometheusEndpoint(HttpServer.create(new InetSocketAddress(port), 0));
      } catch (BindException e) {
        // In use, by the next worker of this machine perhaps: the next one may be free.
      }
    }
    throw new BindException("metrics.port: " + ports + " (expected: one that is free)");
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "metrics");
    thread.setDaemon(true);
    return thread;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", TEXT_FORMAT);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    Metrics.removeRegistry(registry);
    collections.close();
    registry.close();
  }
}
