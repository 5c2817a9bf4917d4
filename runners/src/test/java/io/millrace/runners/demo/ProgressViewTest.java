package io.millrace.runners.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressViewTest {

  private static final Progress BEFORE = new Progress(null, 0, 0, 0, null, null, 0, 0, null);
  private static final Progress LATER =
      new Progress(
          LocalDateTime.of(2020, 4, 3, 12, 0),
          271_000,
          270_900,
          12,
          "v5",
          "2020-03-22 duration drifts: 0.31 > 0.1",
          4,
          1,
          "training v6");

  private final AtomicReference<Progress> progress = new AtomicReference<>(BEFORE);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void withoutATerminalItIsALineEachTimeAndNoControlCharacters() {
    ProgressView view = new ProgressView(progress::get, out, false);
    view.draw(1_000_000_000L);
    progress.set(LATER);
    view.draw(6_000_000_000L);
    assertThat(text().lines())
        .containsExactly(
            "not begun | 0 records (0/s), 0 predictions, 0 dead letters"
                + " | model none yet, 0 trainings, 0 promotions | no alarm",
            "2020-04-03 12:00 | 271,000 records (54,200/s), 270,900 predictions, 12 dead letters"
                + " | model v5, 4 trainings, 1 promotion; training v6"
                + " | last alarm: 2020-03-22 duration drifts: 0.31 > 0.1");
    assertThat(text()).doesNotContain("\u001b");
  }

  @Test
  void onATerminalTheBlockIsDrawnOverTheLastOneAndNotesStayAbove() {
    ProgressView view = new ProgressView(progress::get, out, true);
    view.draw(1);
    assertThat(text().lines()).hasSize(3);
    assertThat(text()).doesNotContain("\u001b");
    bytes.reset();
    view.note("promoted v5");
    view.draw(2);
    String up = "\u001b[3A\r\u001b[J";
    assertThat(text()).startsWith(up + "promoted v5" + System.lineSeparator() + "not begun");
    bytes.reset();
    view.draw(3);
    assertThat(text()).startsWith(up + "not begun");
  }

  @Test
  void closeShowsTheLastStateOnce() {
    ProgressView view = new ProgressView(progress::get, out, false);
    progress.set(LATER);
    view.close();
    view.close();
    view.draw(7);
    assertThat(text().lines()).hasSize(1).first().asString().startsWith("2020-04-03 12:00");
  }

  /** Whoever is asked for the progress may have to wait for another who is noting something. */
  @Test
  void takesNotesWhileItAsksForTheProgress() {
    ProgressView[] view = new ProgressView[1];
    AtomicBoolean noted = new AtomicBoolean();
    view[0] = new ProgressView(() -> progressAfter(view[0], noted), out, false);
    view[0].draw(1);
    view[0].close();
    assertThat(noted).isTrue();
    assertThat(text().lines()).hasSize(4);
  }

  private static Progress progressAfter(ProgressView view, AtomicBoolean noted) {
    Thread noting = new Thread(() -> view.note("an alarm"));
    noting.start();
    try {
      noting.join(5_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    noted.set(!noting.isAlive());
    return BEFORE;
  }

  @Test
  void theRateIsOfTheLastTenSeconds() {
    RecordRate rate = new RecordRate();
    assertThat(rate.perSecond()).isZero();
    for (int second = 0; second <= 60; second++) {
      rate.add(second * 1_000_000_000L, second < 30 ? 0 : (second - 30) * 500L);
    }
    assertThat(rate.perSecond()).isEqualTo(500);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
