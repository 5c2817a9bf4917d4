package io.millrace.models.inference.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.statistics.Batches;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class ServingAdviceTest {
  private static final ServingAdvice.Costs COSTS =
      new ServingAdvice.Costs(1000, 200, 100_000, 0.01);

  private static WorkloadFigures figures(int rows, LongUnaryOperator value) {
    Workload workload = new Workload(List.of("x"));
    for (int from = 0; from < rows; from += 1000) {
      Long[] batch = new Long[Math.min(1000, rows - from)];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = value.applyAsLong(from + i);
      }
      workload.add(Batches.of("x", Batches.ints(batch)));
    }
    return workload.figures();
  }

  @Test
  void measuresCardinalityAndEntropy() {
    // 1 comes 4 of 8 times, 2 comes 2 of 8, 3 and 4 once: H = 0.5·1 + 0.25·2 + 2·0.125·3 bits.
    long[] values = {1, 2, 1, 3, 1, 2, 1, 4};
    WorkloadFigures figures = figures(8, i -> values[(int) i]);
    assertThat(figures.rows()).isEqualTo(8);
    assertThat(figures.cardinality()).isEqualTo(4);
    assertThat(figures.entropyBits()).isCloseTo(1.75, within(1e-12));
    assertThat(figures.evenness()).isCloseTo(0.875, within(1e-12));
    assertThat(figures.topShare()).isEqualTo(1);
    // Every vector misses once.
    assertThat(figures.hitRates().get(1_000)).isEqualTo(0.5);
  }

  @Test
  void fewVectorsThatComeAgainGoIntoATable() {
    ServingAdvice advice = ServingAdvice.of(figures(10_000, i -> i % 50), COSTS);
    assertThat(advice.kind()).isEqualTo(ServingAdvice.Kind.STATIC);
    assertThat(advice.saving()).isCloseTo(0.8, within(1e-12));
    assertThat(advice.reason())
        .isEqualTo("50 vectors (limit 100000), 0.00 % of later rows new (limit 1.00 %)");
  }

  @Test
  void aPeakedWorkloadWithManyVectorsIsCached() {
    SplittableRandom random = new SplittableRandom(1);
    // Seven of ten rows have one of 100 vectors, the others are new.
    WorkloadFigures figures =
        figures(20_000, i -> random.nextInt(10) < 7 ? random.nextInt(100) : 1_000_000 + i);
    ServingAdvice advice = ServingAdvice.of(figures, COSTS);
    assertThat(advice.kind()).isEqualTo(ServingAdvice.Kind.HYBRID);
    assertThat(advice.cacheEntries()).isEqualTo(1_000);
    assertThat(advice.saving()).isCloseTo(0.7 - 0.2, within(0.02));
  }

  @Test
  void rowsThatNeverComeAgainAreAskedFor() {
    ServingAdvice advice = ServingAdvice.of(figures(5_000, i -> i), COSTS);
    assertThat(advice.kind()).isEqualTo(ServingAdvice.Kind.DYNAMIC);
    assertThat(advice.reason())
        .isEqualTo(
            "5000 vectors, 100.00 % of later rows new; the best cache answers 0.0 % of rows,"
                + " which pays from 20.0 % on");
  }

  @Test
  void aCheapModelIsNeverCached() {
    ServingAdvice.Costs cheap = new ServingAdvice.Costs(100, 200, 100_000, 0.01);
    assertThat(ServingAdvice.of(figures(10_000, i -> i % 50), cheap).kind())
        .isEqualTo(ServingAdvice.Kind.DYNAMIC);
  }

  @Test
  void refusesCostsThatAreNone() {
    assertThatThrownBy(() -> new ServingAdvice.Costs(0, 1, 1, 0.1))
        .hasMessage("modelNanos: 0.0 (expected: > 0)");
    assertThatThrownBy(() -> new ServingAdvice.Costs(1, 1, 1, 1.5))
        .hasMessage("tableMisses: 1.5 (expected: 0..1)");
    assertThatThrownBy(() -> new Workload(List.of("x")).figures()).hasMessageContaining("rows: 0");
  }
}
