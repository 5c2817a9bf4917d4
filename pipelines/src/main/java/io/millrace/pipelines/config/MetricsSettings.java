package io.millrace.pipelines.config;

import io.millrace.transforms.metrics.PortRange;
import org.jspecify.annotations.Nullable;

/**
 * Where the metrics of a running pipeline can be read.
 *
 * @param port each worker process takes the first free one; null for nowhere
 */
public record MetricsSettings(@Nullable PortRange port) {
  private static final Kind<PortRange> PORTS =
      Kind.named(
          "a port, or a range such as 9249-9260", new PortRange(9249, 9249), PortRange::parse);

  static MetricsSettings read(Section metrics) {
    return new MetricsSettings(metrics.orNull("port", PORTS));
  }
}
