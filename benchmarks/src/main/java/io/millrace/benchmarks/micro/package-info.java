/** JMH benchmarks of single classes: {@code benchmarks/run jmh -- QuantileSketch}. */
@NullMarked
package io.millrace.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
