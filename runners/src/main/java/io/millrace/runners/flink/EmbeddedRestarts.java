package io.millrace.runners.flink;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;

/**
 * How often a stream of this process is started again after it failed: after 1, 2, 4, 8, 16 and 32
 * seconds, and then it ends with its error; after ten minutes without a failure it is all
 * forgotten. A cluster has a restart strategy of its own.
 */
final class EmbeddedRestarts {
  private static final int ATTEMPTS = 6;

  private EmbeddedRestarts() {}

  /** Sets it, unless the user's configuration has a strategy. */
  static void set(Configuration flink) {
    if (flink.contains(RestartStrategyOptions.RESTART_STRATEGY)) {
      return;
    }
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofMinutes(1));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(10));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, ATTEMPTS);
  }
}
