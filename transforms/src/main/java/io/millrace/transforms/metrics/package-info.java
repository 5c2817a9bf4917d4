/**
 * What pipelines count, made readable from outside the process.
 *
 * <p>Reads from: Micrometer's global registry, in which the steps of the other rooms count. Writes
 * to: whoever asks over HTTP, such as Prometheus.
 *
 * <p>{@link io.millrace.transforms.metrics.MetricsEndpoint} is shared by all pipelines of a
 * process; {@code PrometheusEndpoint} is the server behind it, with the JVM's own meters and {@code
 * ResidentMemory}, at a port of a {@link io.millrace.transforms.metrics.PortRange}.
 *
 * <p>To count something more: a meter of {@link io.micrometer.core.instrument.Metrics}, told once a
 * batch or bundle; without an endpoint it costs nearly nothing. Its name goes into {@code
 * docs/inference.md}.
 */
@NullMarked
package io.millrace.transforms.metrics;

import org.jspecify.annotations.NullMarked;
