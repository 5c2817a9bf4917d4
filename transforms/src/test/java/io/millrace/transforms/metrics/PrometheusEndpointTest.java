package io.millrace.transforms.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.net.BindException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusEndpointTest {
  @Test
  void givesOutWhatTheGlobalRegistryCounts() throws Exception {
    int port = Scrape.freePort();
    try (PrometheusEndpoint endpoint = PrometheusEndpoint.open(new PortRange(port, port))) {
      assertThat(endpoint.port()).isEqualTo(port);
      Counter counter = Metrics.counter("told_here", "stage", "decode");
      counter.increment(3);
      HttpResponse<String> answer = Scrape.of(port);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.body().lines())
          .contains("# TYPE told_here_total counter", "told_here_total{stage=\"decode\"} 3.0");
      Metrics.globalRegistry.remove(counter);
      assertThat(Scrape.of(port).body()).doesNotContain("told_here");
    }
  }

  @Test
  void tellsHowTheProcessFares() throws Exception {
    int port = Scrape.freePort();
    try (PrometheusEndpoint endpoint = PrometheusEndpoint.open(new PortRange(port, port))) {
      List<String> samples = Scrape.samples(endpoint.port());
      assertThat(samples)
          .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
          .anyMatch(line -> line.startsWith("jvm_gc_memory_allocated_bytes_total "))
          .anyMatch(line -> line.startsWith("process_cpu_usage "))
          .anyMatch(line -> line.startsWith("jvm_threads_live_threads "));
      // No JVM takes less than 10 MB; these tests do with less than 100 GB.
      assertThat(samples)
          .filteredOn(line -> line.startsWith("process_resident_memory_bytes "))
          .extracting(line -> Double.parseDouble(line.split(" ")[1]))
          .allSatisfy(bytes -> assertThat(bytes).isBetween(1e7, 1e11));
    }
  }

  @Test
  void takesTheNextFreePort() throws Exception {
    int port = Scrape.freePort();
    try (PrometheusEndpoint first = PrometheusEndpoint.open(new PortRange(port, port + 20));
        PrometheusEndpoint second = PrometheusEndpoint.open(new PortRange(port, port + 20))) {
      assertThat(second.port()).isGreaterThan(first.port());
      assertThat(Scrape.of(second.port()).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> PrometheusEndpoint.open(new PortRange(first.port(), first.port())))
          .isInstanceOf(BindException.class)
          .hasMessage("metrics.port: " + first.port() + " (expected: one that is free)");
    }
  }

  @Test
  void isSharedFromTheFirstUserToTheLast() throws Exception {
    int port = Scrape.freePort();
    PortRange ports = new PortRange(port, port);
    MetricsEndpoint.join(ports);
    MetricsEndpoint.join(ports);
    MetricsEndpoint.leave();
    assertThat(Scrape.of(port).statusCode()).isEqualTo(200);
    MetricsEndpoint.leave();
    assertThatThrownBy(() -> Scrape.of(port)).isInstanceOf(ConnectException.class);

    MetricsEndpoint.join(ports);
    assertThat(Scrape.of(port).statusCode()).isEqualTo(200);
    MetricsEndpoint.leave();
    assertThat(Metrics.globalRegistry.getRegistries()).isEmpty();
  }

  @Test
  void withoutAFreePortThePipelineGoesOn() throws Exception {
    int port = Scrape.freePort();
    PortRange ports = new PortRange(port, port);
    try (PrometheusEndpoint other = PrometheusEndpoint.open(ports)) {
      MetricsEndpoint.join(ports);
      MetricsEndpoint.leave();
      assertThat(Scrape.of(other.port()).statusCode()).isEqualTo(200);
    }
  }
}
