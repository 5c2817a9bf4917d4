package io.millrace.models.inference.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a model is in force at each event time: a row is predicted by the version in
 * force at its own time, so that the same rows in any order and at any later moment are predicted
 * alike. Immutable.
 *
 * <p>A version is in force from its step's time until the next step's. The first one is also in
 * force at all times before it, as there is no better.
 */
public final class VersionTimeline {
  private final List<Step> promotions;
  private final List<Step> steps;

  /**
   * A promotion.
   *
   * @param from the first event time of the version, in milliseconds since the epoch
   */
  public record Step(long from, long version) {}

  private VersionTimeline(List<Step> promotions) {
    this.promotions = List.copyOf(promotions);
    List<Step> ascending = new ArrayList<>();
    for (Step step : promotions) {
      ascending.removeIf(earlier -> earlier.from() >= step.from());
      ascending.add(step);
    }
    this.steps = List.copyOf(ascending);
  }

  /**
   * The timeline that comes of promotions, in the order in which they were made: each holds from
   * its time on, whatever earlier ones said of later times.
   */
  public static VersionTimeline of(List<Step> promotions) {
    return new VersionTimeline(promotions);
  }

  /** The steps, ascending in time. */
  public List<Step> steps() {
    return steps;
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Whether a promotion, in force at some time or not, was to this version. */
  boolean promotes(long version) {
    return promotions.stream().anyMatch(step -> step.version() == version);
  }

  /** The timeline as if these versions had never been promoted. */
  public VersionTimeline without(Set<Long> versions) {
    return new VersionTimeline(
        promotions.stream().filter(step -> !versions.contains(step.version())).toList());
  }

  /** The position of the step in force at this event time; -1 in an empty timeline. */
  int indexAt(long eventTimeMillis) {
    int index = Math.min(0, steps.size() - 1);
    for (int i = 1; i < steps.size() && steps.get(i).from() <= eventTimeMillis; i++) {
      index = i;
    }
    return index;
  }

  /** The version in force at this event time. */
  public long versionAt(long eventTimeMillis) {
    if (isEmpty()) {
      throw new IllegalStateException("timeline: empty (expected: a version)");
    }
    return steps.get(indexAt(eventTimeMillis)).version();
  }

  /** From when on the step at this position is in force. */
  long from(int index) {
    return index == 0 ? Long.MIN_VALUE : steps.get(index).from();
  }

  /** Until when, exclusively, the step at this position is in force. */
  long until(int index) {
    return index == steps.size() - 1 ? Long.MAX_VALUE : steps.get(index + 1).from();
  }

  /** By promotions: the same steps may come of others, and then leave others without a version. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionTimeline timeline && timeline.promotions.equals(promotions);
  }

  @Override
  public int hashCode() {
    return promotions.hashCode();
  }

  @Override
  public String toString() {
    return "VersionTimeline" + steps;
  }
}
