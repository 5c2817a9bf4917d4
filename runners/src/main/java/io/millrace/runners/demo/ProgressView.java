package io.millrace.runners.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows {@link Progress} while the demo runs.
 *
 * <p>On a terminal it is a block of three lines that is drawn again twice a second; elsewhere, a
 * line every five seconds. A {@link #note} stays: it is printed above the block.
 */
public final class ProgressView implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressView.class);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final Duration TERMINAL_INTERVAL = Duration.ofMillis(500);
  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);

  private final Supplier<Progress> progress;
  private final PrintStream out;
  private final boolean terminal;
  private final RecordRate rate = new RecordRate();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress-view");
            thread.setDaemon(true);
            return thread;
          });
  private int drawnLines;
  private boolean closed;

  ProgressView(Supplier<Progress> progress, PrintStream out, boolean terminal) {
    this.progress = progress;
    this.out = out;
    this.terminal = terminal;
  }

  /** Starts a view on standard output, which ends with {@link #close}. */
  public static ProgressView start(Supplier<Progress> progress) {
    boolean terminal = isTerminal();
    ProgressView view = new ProgressView(progress, System.out, terminal);
    long interval = (terminal ? TERMINAL_INTERVAL : PLAIN_INTERVAL).toMillis();
    view.clock.scheduleAtFixedRate(view::tick, interval, interval, TimeUnit.MILLISECONDS);
    return view;
  }

  /** Prints what begins now, before or after there is a view. */
  static void say(String line) {
    System.out.println(line);
  }

  /** Prints a line that stays. */
  public synchronized void note(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  /** Shows the progress a last time and ends the view. */
  @Override
  public void close() {
    clock.shutdownNow();
    if (!isClosed()) {
      show(progress.get(), System.nanoTime(), true);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void tick() {
    try {
      draw(System.nanoTime());
    } catch (RuntimeException e) {
      // An exception would end the timer without a word.
      LOG.warn("The progress could not be shown", e);
    }
  }

  void draw(long nanoTime) {
    // Asked for without the lock: whoever has to answer may be noting something himself.
    show(progress.get(), nanoTime, false);
  }

  private synchronized void show(Progress now, long nanoTime, boolean last) {
    if (closed) {
      return;
    }
    closed = last;
    rate.add(nanoTime, now.records());
    if (terminal) {
      erase();
      List<String> lines = List.of(position(now), state(now), lastAlarm(now));
      lines.forEach(out::println);
      drawnLines = lines.size();
    } else {
      out.println(position(now) + " | " + state(now) + " | " + lastAlarm(now));
    }
    out.flush();
  }

  /** Goes back to the first line of the block and clears to the end of the screen. */
  private void erase() {
    if (drawnLines > 0) {
      out.print("\u001b[" + drawnLines + "A\r\u001b[J");
      drawnLines = 0;
    }
  }

  private String position(Progress now) {
    return String.format(
        Locale.ROOT,
        "%s | %,d records (%,.0f/s), %,d predictions, %,d dead letters",
        time(now.eventTime()),
        now.records(),
        rate.perSecond(),
        now.predictions(),
        now.deadLetters());
  }

  private static String state(Progress now) {
    String state =
        "model "
            + (now.model() == null ? "none yet" : now.model())
            + ", "
            + count(now.trainings(), "training")
            + ", "
            + count(now.promotions(), "promotion");
    return now.doing() == null ? state : state + "; " + now.doing();
  }

  private static String lastAlarm(Progress now) {
    return now.lastAlarm() == null ? "no alarm" : "last alarm: " + now.lastAlarm();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String time(@Nullable LocalDateTime time) {
    return time == null ? "not begun" : TIME.format(time);
  }

  private static boolean isTerminal() {
    Console console = System.console();
    String term = System.getenv("TERM");
    if (console == null || "dumb".equals(term)) {
      return false;
    }
    try {
      // Since JDK 22 there is a console without a terminal, and a method that tells.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
