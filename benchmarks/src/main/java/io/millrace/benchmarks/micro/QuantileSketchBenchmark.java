package io.millrace.benchmarks.micro;

import io.millrace.models.statistics.QuantileSketch;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds a value that the quantile sketch takes, beside sorting the same values. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QuantileSketchBenchmark {
  private static final int VALUES = 1_000_000;

  private final double[] distinct = new double[VALUES];
  private final double[] oftenZero = new double[VALUES];
  private final double[] repeated = new double[VALUES];

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < VALUES; i++) {
      distinct[i] = random.nextDouble();
      oftenZero[i] = random.nextInt(5) < 2 ? 0 : random.nextDouble();
      repeated[i] = random.nextInt(1000);
    }
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public QuantileSketch distinctValues() {
    return sketch(distinct);
  }

  /** Two of five values are 0. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public QuantileSketch oftenZero() {
    return sketch(oftenZero);
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public QuantileSketch repeatedValues() {
    return sketch(repeated);
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] sorting() {
    double[] copy = distinct.clone();
    Arrays.sort(copy);
    return copy;
  }

  private static QuantileSketch sketch(double[] values) {
    QuantileSketch sketch = new QuantileSketch(0.01);
    for (double value : values) {
      sketch.add(value);
    }
    return sketch;
  }
}
