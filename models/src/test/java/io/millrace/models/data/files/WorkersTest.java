package io.millrace.models.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void runEachTaskOnce(int threads) {
    int[] done = new int[100];
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < done.length; i++) {
      int task = i;
      tasks.add(() -> done[task]++);
    }
    try (Workers workers = new Workers(threads)) {
      workers.run(tasks);
      workers.run(tasks);
      workers.run(List.of());
    }
    assertThat(done).containsOnly(2);
  }

  @Test
  void doWhatIsWaitedForBeforeWhatIsForLater() throws InterruptedException {
    List<String> order = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(2);
    Runnable busy =
        () -> {
          begun.countDown();
          await(go);
        };
    try (Workers workers = new Workers(2)) {
      // Both threads are busy while the others are handed in.
      workers.later(busy);
      workers.later(busy);
      begun.await();
      for (String name : List.of("later", "last")) {
        workers.later(
            () -> {
              synchronized (order) {
                order.add(name);
              }
              ended.countDown();
            });
      }
      Runnable now =
          () -> {
            synchronized (order) {
              order.add("now");
            }
          };
      // They are let go once this thread waits for what it handed in.
      Thread caller = Thread.currentThread();
      Thread release =
          new Thread(
              () -> {
                while (caller.getState() != Thread.State.WAITING) {
                  Thread.onSpinWait();
                }
                go.countDown();
              });
      release.start();
      workers.run(List.of(now, now));
      ended.await();
      release.join();
    }
    assertThat(order).hasSize(4).startsWith("now").contains("later", "last");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void throwWhatATaskThrows(int threads) {
    try (Workers workers = new Workers(threads)) {
      List<Runnable> tasks = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        tasks.add(
            () -> {
              throw new IllegalStateException("full");
            });
      }
      assertThatThrownBy(() -> workers.run(tasks)).hasMessage("full");
    }
  }

  @Test
  void letTheirCallerBeInterrupted() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger interrupted = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    Runnable wait =
        () -> {
          begun.incrementAndGet();
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.incrementAndGet();
          }
        };
    try (Workers workers = new Workers(2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> workers.run(List.of(wait, wait)))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    // Closing them ended what they were at, and nothing else was begun.
    assertThat(interrupted.get()).isEqualTo(begun.get());
  }

  @Test
  void areAtLeastOne() {
    assertThatThrownBy(() -> new Workers(0)).hasMessage("threads: 0 (expected: >= 1)");
  }
}
