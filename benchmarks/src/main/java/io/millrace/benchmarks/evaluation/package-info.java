/**
 * How fast models are measured: {@link io.millrace.benchmarks.evaluation.EvaluationBenchmark},
 * beside the plain loop of {@code BareMetrics}.
 */
@NullMarked
package io.millrace.benchmarks.evaluation;

import org.jspecify.annotations.NullMarked;
