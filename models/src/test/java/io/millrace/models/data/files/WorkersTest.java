package io.millrace.models.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch both = new CountDownLatch(2);
    CountDownLatch ended = new CountDownLatch(2);
    try (Workers workers = new Workers(2)) {
      // The thread beside this one is busy while the others are handed in.
      workers.later(
          () -> {
            begun.countDown();
            await(go);
          });
      begun.await();
      for (String name : List.of("later", "last")) {
        workers.later(
            () -> {
              order.add(name);
              ended.countDown();
            });
      }
      // Each thread has to take one.
      Runnable now =
          () -> {
            go.countDown();
            order.add("now");
            both.countDown();
            await(both);
          };
      workers.run(List.of(now, now));
      ended.await();
    }
    assertThat(order).containsExactly("now", "now", "later", "last");
  }

  @Test
  void doWhatIsForLaterWithTheCallersHelp() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicReference<@Nullable Thread> helper = new AtomicReference<>();
    try (Workers workers = new Workers(2)) {
      assertThat(workers.help()).isFalse();
      workers.later(
          () -> {
            begun.countDown();
            await(go);
          });
      begun.await();
      workers.later(() -> helper.set(Thread.currentThread()));
      assertThat(workers.help()).isTrue();
      assertThat(helper).hasValue(Thread.currentThread());
      assertThat(workers.help()).isFalse();
      go.countDown();
    }
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
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> workers.run(Collections.nCopies(1_000_000, done::incrementAndGet)))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(done.get()).isLessThan(1_000_000);
  }

  @Test
  void letTheirCallerBeInterruptedWhileItWaits() {
    Thread caller = Thread.currentThread();
    CountDownLatch taken = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Runnable task =
        () -> {
          taken.countDown();
          await(taken);
          if (Thread.currentThread() != caller) {
            // The caller waits for this one, which ends only when the workers are closed.
            while (caller.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            caller.interrupt();
            await(never);
            ended.incrementAndGet();
          }
        };
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(() -> workers.run(List.of(task, task)))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(ended).hasValue(1);
  }

  @Test
  void areAtLeastOne() {
    assertThatThrownBy(() -> new Workers(0)).hasMessage("threads: 0 (expected: >= 1)");
  }
}
