package io.millrace.models.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchLimitTest {
  private final BatchLimit limit = new BatchLimit();

  @Test
  void halvesWithEveryFailureDownToOne() {
    assertThat(limit.rows()).isEqualTo(Integer.MAX_VALUE);
    limit.failed(512);
    assertThat(limit.rows()).isEqualTo(256);
    limit.failed(256);
    limit.failed(128);
    assertThat(limit.rows()).isEqualTo(64);
    limit.failed(2);
    limit.failed(1);
    assertThat(limit.rows()).isEqualTo(1);
  }

  @Test
  void growsBackAfterEnoughCallsAtTheLimit() {
    limit.failed(512);
    succeed(BatchLimit.PATIENCE - 1, 256);
    succeed(100, 255);
    assertThat(limit.rows()).isEqualTo(256);
    succeed(1, 256);
    assertThat(limit.rows()).isEqualTo(512);
    limit.failed(512);
    succeed(2 * BatchLimit.PATIENCE - 1, 256);
    assertThat(limit.rows()).as("the second time it takes twice as many").isEqualTo(256);
    succeed(1, 256);
    assertThat(limit.rows()).isEqualTo(512);
  }

  @Test
  void growsUntilThereIsNoneLeft() {
    limit.failed(2);
    for (int i = 0; i < 31; i++) {
      succeed(BatchLimit.PATIENCE, limit.rows());
    }
    assertThat(limit.rows()).isEqualTo(Integer.MAX_VALUE);
  }

  private void succeed(int times, int rows) {
    for (int i = 0; i < times; i++) {
      limit.succeeded(rows);
    }
  }
}
