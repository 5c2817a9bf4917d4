package io.millrace.models.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves an alias back to a version that is seen to load and answer before the alias moves. One that
 * does not is quarantined, and the next earlier one is tried.
 */
public final class VerifiedRollback {
  private final Registry registry;
  private final VersionCheck check;
  private final String model;
  private final String alias;

  /** Rollbacks of one alias, of versions in this store. */
  public VerifiedRollback(Registry registry, ModelStore models, String model, String alias) {
    this.registry = registry;
    this.check = new VersionCheck(models);
    this.model = model;
    this.alias = alias;
  }

  /**
   * What came of a rollback.
   *
   * @param version what the alias means now; null if there is no version to go back to, and then
   *     the alias stayed
   * @param moved whether the alias means something else than before
   * @param quarantined what was tried and would not serve
   */
  public record Result(@Nullable Long version, boolean moved, List<Long> quarantined) {
    public Result {
      quarantined = List.copyOf(quarantined);
    }
  }

  /**
   * Goes back to the version before.
   *
   * @throws IOException if the store cannot be read; the alias has not moved then, and what cannot
   *     be read is not quarantined
   */
  public Result rollback(String who, String why) throws IOException {
    return goBack(() -> registry.rollbackTarget(model, alias), who, why);
  }

  /**
   * Marks a span of data as bad and goes back to the newest version from before it.
   *
   * @throws IOException if the store cannot be read; the span is marked, the alias has not moved
   */
  public Result rollbackBefore(DataWindow polluted, String who, String why) throws IOException {
    registry.markPolluted(model, polluted, who, why);
    return goBack(() -> registry.rollbackTargetBefore(model, alias, polluted.from()), who, why);
  }

  private Result goBack(Supplier<Optional<Long>> target, String who, String why)
      throws IOException {
    List<Long> quarantined = new ArrayList<>();
    while (true) {
      Long now = registry.alias(model, alias).map(AliasTarget::version).orElse(null);
      Long version = target.get().orElse(null);
      if (version == null || version.equals(now)) {
        return new Result(version, false, quarantined);
      }
      String refusal = check.refusal(model, version);
      if (refusal != null) {
        registry.quarantine(model, version, "found unfit at a rollback: " + refusal);
        quarantined.add(version);
      } else if (move(version, now, who, why)) {
        return new Result(version, true, quarantined);
      }
    }
  }

  private boolean move(long version, @Nullable Long now, String who, String why) {
    return registry
        .rollbackTo(new Promotion(model, alias, version, now, who, why, null, null))
        .promoted();
  }
}
