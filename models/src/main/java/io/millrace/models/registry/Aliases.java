package io.millrace.models.registry;

import static io.millrace.models.registry.StoredValues.millis;

import io.millrace.models.inference.serving.VersionTimeline;
import io.millrace.models.registry.AliasChange.Kind;
import io.millrace.models.registry.PromotionResult.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables of aliases and their history. Writers need the model's lock. */
final class Aliases {
  private static final String TARGETS =
      """
      SELECT a.model, a.alias, a.version, v.state, h.changed_at, h.effective_from
      FROM aliases a
      JOIN model_versions v ON v.model = a.model AND v.version = a.version
      JOIN alias_history h ON h.id = a.change_id
      WHERE a.model = :model
      """;

  private final Database database;

  Aliases(Database database) {
    this.database = database;
  }

  PromotionResult promote(Handle handle, Promotion promotion) {
    ModelVersions.requireReady(handle, promotion.model(), promotion.version());
    AliasTarget target = find(handle, promotion.model(), promotion.alias()).orElse(null);
    Long actual = target == null ? null : target.version();
    if (!Objects.equals(actual, promotion.expectedCurrent())) {
      return new PromotionResult(Outcome.CONFLICT, actual);
    }
    if (target == null || !isAlready(target, promotion)) {
      move(handle, promotion, Kind.PROMOTION, actual);
    }
    return new PromotionResult(Outcome.PROMOTED, promotion.version());
  }

  private static boolean isAlready(AliasTarget target, Promotion promotion) {
    Instant from = promotion.effectiveFrom();
    return target.version() == promotion.version()
        && (from == null || from.equals(target.effectiveFrom()));
  }

  /** Writes a change and its entry in the history. */
  AliasChange move(Handle handle, Promotion step, Kind kind, @Nullable Long from) {
    long id = Database.next(handle, "alias_change");
    Instant now = database.now();
    Instant effectiveFrom =
        kind == Kind.PROMOTION && step.effectiveFrom() == null ? now : step.effectiveFrom();
    handle
        .createUpdate(
            """
            INSERT INTO alias_history (id, model, alias, kind, from_version, to_version, who, why,
                changed_at, effective_from, run_id)
            VALUES (:id, :model, :alias, :kind, :from, :to, :who, :why, :now, :effectiveFrom, :run)
            """)
        .bind("id", id)
        .bind("model", step.model())
        .bind("alias", step.alias())
        .bind("kind", kind.name())
        .bind("from", from)
        .bind("to", step.version())
        .bind("who", step.who())
        .bind("why", step.why())
        .bind("now", now.toEpochMilli())
        .bind("effectiveFrom", millis(effectiveFrom))
        .bind("run", step.runId())
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO aliases (model, alias, version, change_id)
            VALUES (:model, :alias, :version, :change)
            ON CONFLICT (model, alias)
            DO UPDATE SET version = excluded.version, change_id = excluded.change_id
            """)
        .bind("model", step.model())
        .bind("alias", step.alias())
        .bind("version", step.version())
        .bind("change", id)
        .execute();
    return new AliasChange(
        id,
        step.model(),
        step.alias(),
        kind,
        from,
        step.version(),
        step.who(),
        step.why(),
        now,
        effectiveFrom,
        step.runId());
  }

  static @Nullable Long current(Handle handle, String model, String alias) {
    return find(handle, model, alias).map(AliasTarget::version).orElse(null);
  }

  static Optional<AliasTarget> find(Handle handle, String model, String alias) {
    return handle
        .createQuery(TARGETS + " AND a.alias = :alias")
        .bind("model", model)
        .bind("alias", alias)
        .map((row, context) -> target(row))
        .findOne();
  }

  static List<AliasTarget> list(Handle handle, String model) {
    return handle
        .createQuery(TARGETS + " ORDER BY a.alias")
        .bind("model", model)
        .map((row, context) -> target(row))
        .list();
  }

  static List<AliasChange> history(Handle handle, String model) {
    return handle
        .createQuery("SELECT * FROM alias_history WHERE model = :model ORDER BY id")
        .bind("model", model)
        .map((row, context) -> change(row))
        .list();
  }

  /**
   * The versions that the alias means at each event time, of those that are READY: the promotions
   * of its history without those that rollbacks took back.
   */
  static List<VersionTimeline.Step> timeline(Handle handle, String model, String alias) {
    List<AliasChange> steps = AliasSteps.of(history(handle, model, alias));
    Set<Long> ready = ModelVersions.ready(handle, model);
    return steps.stream()
        .filter(step -> ready.contains(step.to()))
        .map(step -> new VersionTimeline.Step(AliasSteps.from(step).toEpochMilli(), step.to()))
        .toList();
  }

  /** Every change of one alias, oldest first. */
  static List<AliasChange> history(Handle handle, String model, String alias) {
    return history(handle, model).stream().filter(c -> c.alias().equals(alias)).toList();
  }

  private static AliasTarget target(ResultSet row) throws SQLException {
    return new AliasTarget(
        row.getString("model"),
        row.getString("alias"),
        row.getLong("version"),
        VersionState.valueOf(row.getString("state")),
        StoredValues.time(row, "changed_at"),
        StoredValues.nullableTime(row, "effective_from"));
  }

  private static AliasChange change(ResultSet row) throws SQLException {
    return new AliasChange(
        row.getLong("id"),
        row.getString("model"),
        row.getString("alias"),
        Kind.valueOf(row.getString("kind")),
        StoredValues.nullableLong(row, "from_version"),
        row.getLong("to_version"),
        row.getString("who"),
        row.getString("why"),
        StoredValues.time(row, "changed_at"),
        StoredValues.nullableTime(row, "effective_from"),
        StoredValues.nullableLong(row, "run_id"));
  }
}
