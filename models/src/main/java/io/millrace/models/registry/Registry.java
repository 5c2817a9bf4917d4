package io.millrace.models.registry;

import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.inference.serving.VersionTimeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of models: training runs, versions, aliases and their history, in a SQL database.
 *
 * <p>Any number of threads and processes may use the same database. Each method that changes
 * something is one transaction, alone on its model; it has happened wholly or not at all. Times are
 * kept in milliseconds; leases are compared with the clocks of the callers, which should agree to
 * well within a lease. What the database itself reports is thrown as an unchecked exception.
 *
 * <pre>{@code
 * try (Registry registry = Registry.open("jdbc:sqlite:registry.db")) {
 *   registry.request(request);
 *   RunClaim claim = registry.claim("taxi", "trainer-1", Duration.ofMinutes(5)).orElseThrow();
 *   long version = registry.allocateVersion("taxi", claim.run().id());
 *   // train, evaluate, publish in the ModelStore
 *   registry.markReady("taxi", version, metrics.byName(), manifestSha256);
 *   registry.acceptAndPromote(claim, decision, promotion);
 * }
 * }</pre>
 */
public final class Registry implements AutoCloseable {
  private final Database database;
  private final TrainingRuns runs;
  private final ModelVersions versions;
  private final Aliases aliases;
  private final Verdicts verdicts;
  private final Rollbacks rollbacks;
  private final RunMetrics metrics;
  private final PollutedWindows pollution;
  private final QuarantineReleases releases;

  private Registry(Database database) {
    this.database = database;
    runs = new TrainingRuns(database);
    versions = new ModelVersions(database);
    aliases = new Aliases(database);
    verdicts = new Verdicts(runs, aliases);
    rollbacks = new Rollbacks(aliases);
    metrics = new RunMetrics(database);
    pollution = new PollutedWindows(database);
    releases = new QuarantineReleases(database);
  }

  /**
   * Opens a registry, creating or updating its tables.
   *
   * @param jdbcUrl {@code jdbc:sqlite:<file>} or {@code jdbc:postgresql://…}
   * @throws IllegalArgumentException if it is neither, or its driver is not on the class path
   * @throws IllegalStateException if the database cannot be opened
   */
  public static Registry open(String jdbcUrl) {
    return open(jdbcUrl, Clock.systemUTC());
  }

  /** As {@link #open(String)}, telling the time by the given clock. */
  public static Registry open(String jdbcUrl, Clock clock) {
    return new Registry(Database.open(jdbcUrl, clock));
  }

  /** The names of all models, in alphabetical order. */
  public List<String> models() {
    return database.read(
        handle ->
            handle.createQuery("SELECT name FROM models ORDER BY name").mapTo(String.class).list());
  }

  /**
   * Asks for a training run. The same key again gives the same run, whatever became of it; while
   * any run of the model is open, another key gives the open one and is itself forgotten.
   */
  public RequestOutcome request(TrainingRequest request) {
    return database.changeOrCreate(request.model(), handle -> runs.request(handle, request));
  }

  /**
   * Takes the model's oldest run that was requested, or whose worker's lease has run out; empty if
   * there is none. A run can be claimed any number of times: a trainer that does not trust a run
   * with many {@link TrainingRun#attempts} lets it fail.
   */
  public Optional<RunClaim> claim(String model, String worker, Duration lease) {
    checkLease(lease);
    if (!database.<Boolean, RuntimeException>read(handle -> runs.claimable(handle, model))) {
      return Optional.empty();
    }
    return database.change(model, handle -> runs.claim(handle, model, worker, lease));
  }

  /** Extends the lease from now and says until when it holds. */
  public Instant heartbeat(RunClaim claim, Duration lease) throws LeaseLostException {
    checkLease(lease);
    return database.change(claim.run().model(), handle -> runs.extend(handle, claim, lease));
  }

  /** Tells that training is done and the comparison begins. */
  public void toEvaluating(RunClaim claim) throws LeaseLostException {
    database.alter(claim.run().model(), handle -> runs.toEvaluating(handle, claim));
  }

  /**
   * Ends the run: its version is good.
   *
   * @throws VersionUnavailableException if the version is not READY or not this run's
   */
  public void accept(RunClaim claim, long version, GateDecision decision)
      throws LeaseLostException {
    database.alter(
        claim.run().model(), handle -> verdicts.accept(handle, claim, version, decision));
  }

  /**
   * Ends the run and moves the alias to its version, both or neither: on a conflict the run stays
   * open, for the trainer to compare with the new champion.
   *
   * @throws VersionUnavailableException if the version is not READY or not this run's
   */
  public PromotionResult acceptAndPromote(
      RunClaim claim, GateDecision decision, Promotion promotion) throws LeaseLostException {
    if (!promotion.model().equals(claim.run().model())) {
      throw new IllegalArgumentException(
          "model: " + promotion.model() + " (expected: " + claim.run().model() + ", the run's)");
    }
    return database.change(
        promotion.model(), handle -> verdicts.acceptAndPromote(handle, claim, decision, promotion));
  }

  /** Ends the run: its version did not pass. If still STAGED, the version is discarded. */
  public void refuse(RunClaim claim, GateDecision decision, String reason)
      throws LeaseLostException {
    database.alter(
        claim.run().model(),
        handle -> verdicts.discard(handle, claim, RunState.REFUSED, decision, reason));
  }

  /** Ends the run: it could not be carried out. If still STAGED, its version is discarded. */
  public void fail(RunClaim claim, String message) throws LeaseLostException {
    database.alter(
        claim.run().model(),
        handle -> verdicts.discard(handle, claim, RunState.FAILED, null, message));
  }

  /**
   * Records what a run measured at a step. Figures recorded at the step before stay, but for those
   * of the same name: a run that goes on from a checkpoint may record a step again.
   *
   * @param step of the training, 0 or more
   */
  public void recordMetrics(RunClaim claim, long step, Map<String, Double> figures)
      throws LeaseLostException {
    database.alter(
        claim.run().model(),
        handle -> {
          TrainingRuns.checkHeld(handle, claim);
          metrics.record(handle, claim.run().id(), step, figures);
        });
  }

  /** What the run measured, by step. */
  public List<StepMetrics> runMetrics(long run) {
    return database.read(handle -> RunMetrics.list(handle, run));
  }

  /** All runs of the model, oldest first. */
  public List<TrainingRun> runs(String model) {
    return database.read(handle -> RunRows.list(handle, model, false));
  }

  /** The model's runs that have not ended: one or none. */
  public List<TrainingRun> openRuns(String model) {
    return database.read(handle -> RunRows.list(handle, model, true));
  }

  public Optional<TrainingRun> run(long id) {
    return database.read(handle -> RunRows.find(handle, id));
  }

  /** What each gate said in the run, in order; empty before it was decided. */
  public List<GateResult> gateResults(long run) {
    return database.read(handle -> RunRows.gateResults(handle, run));
  }

  /**
   * Takes the model's next version number and records it as STAGED. What the same run staged before
   * is discarded.
   *
   * @param run the run that makes it; null for a version from elsewhere, also of a new model
   * @throws IllegalArgumentException if it is not a run of this model
   */
  public long allocateVersion(String model, @Nullable Long run) {
    Names.check("model", model);
    return database.changeOrCreate(model, handle -> versions.allocate(handle, model, run));
  }

  /**
   * Records that a STAGED version is published and complete. Repeating it with the same manifest
   * changes nothing.
   *
   * @throws VersionUnavailableException if it does not exist or is not STAGED
   */
  public void markReady(
      String model, long version, Map<String, Double> metrics, String manifestSha256) {
    database.alter(
        model, handle -> versions.markReady(handle, model, version, metrics, manifestSha256));
  }

  /**
   * Records that a version is not to be loaded again, until it is {@link #release released}.
   * Aliases stay: see {@link #withdraw}. The first reason is kept.
   *
   * @throws VersionUnavailableException if it does not exist
   */
  public void quarantine(String model, long version, String reason) {
    database.alter(model, handle -> versions.quarantine(handle, model, version, reason));
  }

  /**
   * Makes a QUARANTINED version READY again. Aliases stay. Whether its files are there and serve is
   * for the caller to find out before, with a {@link VersionCheck}.
   *
   * @throws VersionUnavailableException if the version does not exist, is not QUARANTINED, or was
   *     not READY before
   */
  public QuarantineRelease release(String model, long version, String who, String why) {
    return database.change(model, handle -> releases.release(handle, model, version, who, why));
  }

  /** Every release of the version from quarantine, oldest first. */
  public List<QuarantineRelease> releases(String model, long version) {
    return database.read(handle -> QuarantineReleases.list(handle, model, version));
  }

  /**
   * Quarantines a version and rolls back every alias that means it and has an earlier READY
   * version; an alias that has none stays. Doing it again changes nothing.
   *
   * @return the changes made
   * @throws VersionUnavailableException if the version does not exist
   */
  public List<AliasChange> withdraw(String model, long version, String who, String reason) {
    return database.change(
        model,
        handle -> {
          versions.quarantine(handle, model, version, reason);
          return rollbacks.rollbackFrom(handle, model, version, who, reason);
        });
  }

  /**
   * The versions whose files retention does not keep, oldest first: READY ones that no alias ever
   * meant, beyond the newest; DISCARDED, QUARANTINED and PRUNED ones, whose files may be left.
   * Versions of runs that have not ended are not among them.
   */
  public List<ModelVersion> prunable(String model, Retention retention, Instant now) {
    return database.read(handle -> Prunable.list(handle, model, retention, now));
  }

  /**
   * Records that a READY version's files are to be deleted.
   *
   * @return false, and nothing is changed, if the version is not READY or an alias ever meant it
   */
  public boolean markPruned(String model, long version) {
    return database.change(model, handle -> Prunable.mark(handle, model, version));
  }

  /**
   * Records what a version was made from, in place of what was recorded before.
   *
   * @throws VersionUnavailableException if the version does not exist
   */
  public void recordLineage(String model, long version, Lineage lineage) {
    database.alter(model, handle -> Lineages.record(handle, model, version, lineage));
  }

  /** What the version was made from; empty if nobody recorded it. */
  public Optional<Lineage> lineage(String model, long version) {
    return database.read(handle -> Lineages.find(handle, model, version));
  }

  /**
   * Writes a tag on a version, in place of an earlier one of that name.
   *
   * @param key letters, digits, {@code _ . -}
   * @param value null takes the tag away
   * @throws VersionUnavailableException if the version does not exist
   */
  public void tag(String model, long version, String key, @Nullable String value) {
    database.alter(model, handle -> VersionTags.set(handle, model, version, key, value));
  }

  /** The tags of the model's versions, by version and name; versions without any are left out. */
  public Map<Long, Map<String, String>> tags(String model) {
    return database.read(handle -> VersionTags.of(handle, model));
  }

  /**
   * Marks a span of event time as bad data, which later trainings leave out. Doing it again changes
   * nothing.
   */
  public PollutedWindow markPolluted(String model, DataWindow window, String who, String why) {
    return database.change(model, handle -> pollution.mark(handle, model, window, who, why));
  }

  /** The spans of event time that trainings of this model leave out, as they were marked. */
  public List<PollutedWindow> pollutedWindows(String model) {
    return database.read(handle -> PollutedWindows.list(handle, model));
  }

  /** All versions of the model, oldest first. */
  public List<ModelVersion> versions(String model) {
    return database.read(handle -> ModelVersions.list(handle, model));
  }

  public Optional<ModelVersion> version(String model, long version) {
    return database.read(handle -> ModelVersions.find(handle, model, version));
  }

  /** What the alias means now; empty if it was never promoted to. */
  public Optional<AliasTarget> alias(String model, String alias) {
    return database.read(handle -> Aliases.find(handle, model, alias));
  }

  /** What each alias of the model means now, by name. */
  public List<AliasTarget> aliases(String model) {
    return database.read(handle -> Aliases.list(handle, model));
  }

  /**
   * Moves an alias to a version, if it still means what was expected: of several at once, one wins.
   * Moving it to what it means already leaves no entry in the history.
   *
   * @throws VersionUnavailableException if the version does not exist or is not READY
   */
  public PromotionResult promote(Promotion promotion) {
    return database.change(promotion.model(), handle -> aliases.promote(handle, promotion));
  }

  /**
   * Moves an alias back to the READY version it meant before. Rolling back twice goes back twice.
   *
   * @return the change, or empty if there is no such version and nothing was changed
   */
  public Optional<AliasChange> rollback(String model, String alias, String who, String why) {
    return database.change(model, handle -> rollbacks.rollback(handle, model, alias, who, why));
  }

  /**
   * As {@link #promote}, of a version that its run's gates let pass, or that no run made.
   *
   * @throws VersionUnavailableException also if its gates refused it, or were not asked
   */
  public PromotionResult promoteDecided(Promotion promotion) {
    return database.change(promotion.model(), handle -> verdicts.promoteDecided(handle, promotion));
  }

  /**
   * As {@link #promote}, whatever the gates said. If they did not let the version pass, the
   * decision of its run then says who overrode it, and why; the run's state stays.
   */
  public PromotionResult promoteOverridden(Promotion promotion) {
    return database.change(
        promotion.model(), handle -> verdicts.promoteOverridden(handle, promotion));
  }

  /** The version to which {@link #rollback} would move the alias now. */
  public Optional<Long> rollbackTarget(String model, String alias) {
    return database.read(handle -> Rollbacks.target(handle, model, alias));
  }

  /**
   * Moves an alias back to a version that it meant before, if it still means what was expected.
   *
   * @param back from where, to where, who and why; it holds from when it is made
   * @throws VersionUnavailableException if the version is not READY, or the alias never meant it
   */
  public PromotionResult rollbackTo(Promotion back) {
    return database.change(back.model(), handle -> rollbacks.rollbackTo(handle, back));
  }

  /**
   * Marks all data from an event time until now as bad and moves the alias to the newest READY
   * version that is older: whose promotion took effect before, and which is not known to be trained
   * on data from then on.
   */
  public PollutionRollback rollbackBefore(
      String model, String alias, Instant time, String who, String why) {
    return rollbackBefore(model, alias, new DataWindow(time, database.now()), who, why);
  }

  /** As above, where the data is good again from the window's end on. */
  public PollutionRollback rollbackBefore(
      String model, String alias, DataWindow polluted, String who, String why) {
    return database.change(
        model,
        handle -> {
          PollutedWindow marked = pollution.mark(handle, model, polluted, who, why);
          return rollbacks.rollbackBefore(handle, marked, alias, who, why);
        });
  }

  /** The version to which {@link #rollbackBefore} would move the alias now. */
  public Optional<Long> rollbackTargetBefore(String model, String alias, Instant time) {
    return database.read(handle -> Rollbacks.targetBefore(handle, model, alias, time));
  }

  /** Every change of the model's aliases, oldest first. */
  public List<AliasChange> history(String model) {
    return database.read(handle -> Aliases.history(handle, model));
  }

  /**
   * Which version an alias means at each event time. Versions that are not READY count as never
   * promoted, and so do promotions that were rolled back.
   */
  public VersionTimeline timeline(String model, String alias) {
    return VersionTimeline.of(database.read(handle -> Aliases.timeline(handle, model, alias)));
  }

  /** Ends the use of this object; others on the same database go on. */
  @Override
  public void close() {
    database.close();
  }

  private static void checkLease(Duration lease) {
    if (lease.isNegative() || lease.isZero()) {
      throw new IllegalArgumentException("lease: " + lease + " (expected: more than nothing)");
    }
  }
}
