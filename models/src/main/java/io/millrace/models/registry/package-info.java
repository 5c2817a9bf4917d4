/**
 * What is known of models: versions, who is champion and why, and every training run.
 *
 * <p>Reads from: drift and quality alarms, as {@link io.millrace.models.registry.TrainingRequest};
 * the trainer, as versions and {@link io.millrace.models.evaluation.GateDecision}s. Writes to:
 * {@link io.millrace.models.inference.serving}, through {@link
 * io.millrace.models.registry.RegistryModelSource}, and to whoever asks for the lineage.
 *
 * <p>In data-flow order: a {@link io.millrace.models.registry.TrainingRequest} (its {@link
 * io.millrace.models.registry.Cause}: a {@link io.millrace.models.registry.TriggerKind} with its
 * figures; its {@link io.millrace.models.registry.DataWindow}; its {@link
 * io.millrace.models.registry.TrainingPlan}) to the {@link io.millrace.models.registry.Registry}
 * has a {@link io.millrace.models.registry.RequestOutcome}: a {@link
 * io.millrace.models.registry.TrainingRun} in a {@link io.millrace.models.registry.RunState}. A
 * trainer holds it by a {@link io.millrace.models.registry.RunClaim} until it ends, or until a
 * {@link io.millrace.models.registry.LeaseLostException}; what it measures on its way are {@link
 * io.millrace.models.registry.StepMetrics}. It makes a {@link
 * io.millrace.models.registry.ModelVersion} in a {@link io.millrace.models.registry.VersionState},
 * its {@link io.millrace.models.registry.Lineage} beside it, its files in the {@link
 * io.millrace.models.registry.ModelStore}. A {@link io.millrace.models.registry.Promotion} moves an
 * alias to it, with a {@link io.millrace.models.registry.PromotionResult} or a {@link
 * io.millrace.models.registry.VersionUnavailableException}; the {@link
 * io.millrace.models.registry.AliasTarget} is what an alias means now, each {@link
 * io.millrace.models.registry.AliasChange} what it meant before. A version that was found unfit is
 * quarantined, until a {@link io.millrace.models.registry.QuarantineRelease}. Bad data is a {@link
 * io.millrace.models.registry.PollutedWindow}, and what it does to an alias a {@link
 * io.millrace.models.registry.PollutionRollback}.
 *
 * <p>Files are kept where a {@link io.millrace.models.registry.StoreLocation} says: in a directory,
 * or in an {@link io.millrace.models.registry.ObjectStore} that an {@link
 * io.millrace.models.registry.ObjectStoreProvider} of the class path opens. A {@link
 * io.millrace.models.registry.VersionCheck} loads and calls a version, for a {@link
 * io.millrace.models.registry.VerifiedRollback}; {@link io.millrace.models.registry.Pruning}
 * deletes what a {@link io.millrace.models.registry.Retention} does not keep.
 *
 * <p>Inside: {@code Database} opens and migrates it and gives transactions; {@code TrainingRuns},
 * {@code RunRows}, {@code RunMetrics}, {@code Decisions}, {@code ModelVersions}, {@code
 * VersionTags}, {@code Lineages}, {@code QuarantineReleases}, {@code PollutedWindows} and {@code
 * Aliases} hold one group of tables each, {@code StoredValues} says how their columns are read;
 * {@code AliasSteps} says which changes of an alias stand, {@code Rollbacks} takes some back,
 * {@code Verdicts} ends runs and promotes by what gates decided, and {@code Prunable} finds what
 * nobody needs. {@code ArtifactStore} is how files are published: {@code DirectoryStore}, which
 * moves them with {@code FileTree}, and {@code ObjectArtifacts}. {@code Names} guards both. To
 * change the tables: one file more in {@code migrations}, valid on SQLite and on PostgreSQL.
 */
@NullMarked
package io.millrace.models.registry;

import org.jspecify.annotations.NullMarked;
