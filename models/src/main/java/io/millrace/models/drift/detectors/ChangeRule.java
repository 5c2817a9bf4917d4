package io.millrace.models.drift.detectors;

import java.io.IOException;

/** How one detector decides. It allocates nothing per value. Not thread-safe. */
interface ChangeRule {

  /** What the next value, which is finite, means. */
  Signal next(double value);

  /**
   * How many of the latest values are thought to come after the change, 1 or more; asked after
   * {@code next} said CHANGE and before {@link #afterChange}.
   */
  long valuesSinceChange();

  /** Forgets all values. */
  void restart();

  /** Makes ready for the next change; a rule that forgets the old values by itself does nothing. */
  default void afterChange() {
    restart();
  }

  /** Hands every field that is state through {@code state}, which keeps or replaces it. */
  void exchange(StateExchange state) throws IOException;
}
