package io.millrace.models.registry;

import io.millrace.models.registry.AliasChange.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes of one alias that stand. A promotion is a step forward; a rollback takes back all
 * steps since its target, so that two rollbacks go back twice and do not return to where the first
 * came from.
 */
final class AliasSteps {
  private AliasSteps() {}

  /** What stands of a history, oldest first; the last is what the alias means now. */
  static List<AliasChange> of(List<AliasChange> history) {
    List<AliasChange> steps = new ArrayList<>();
    for (AliasChange change : history) {
      int known = change.kind() == Kind.ROLLBACK ? lastTo(steps, change.to()) : -1;
      if (known >= 0) {
        steps.subList(known + 1, steps.size()).clear();
      } else {
        steps.add(change);
      }
    }
    return steps;
  }

  private static int lastTo(List<AliasChange> steps, long version) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).to() == version) {
        return i;
      }
    }
    return -1;
  }

  /** What the alias meant before what it means now, newest first. */
  static List<Long> earlierVersions(List<AliasChange> history) {
    return versionsBefore(history, Instant.MAX).stream()
        .filter(version -> version != history.get(history.size() - 1).to())
        .toList();
  }

  /** What the alias meant by steps that took effect before an event time, newest first. */
  static List<Long> versionsBefore(List<AliasChange> history, Instant time) {
    List<Long> versions = new ArrayList<>();
    for (AliasChange step : of(history)) {
      if (from(step).isBefore(time)) {
        versions.add(0, step.to());
      }
    }
    return versions;
  }

  /** The event time from which a step holds. */
  static Instant from(AliasChange step) {
    Instant from = step.effectiveFrom();
    return from == null ? step.at() : from;
  }
}
