/**
 * Versions that live and change: which should serve, loading it beside the one that does, the swap
 * while calls run, and the end of the old one.
 *
 * <p>Reads from: directories and registries that name versions, and {@link
 * io.millrace.models.inference}, which loads them. Writes to: {@link
 * io.millrace.models.inference.batching} and all who call models, as leases.
 *
 * <p>A {@link io.millrace.models.inference.serving.ModelHandler} travels with a pipeline and says
 * where its predictions come from; opened on a worker it is a {@link
 * io.millrace.models.inference.serving.ModelAccess}, which gives a {@link
 * io.millrace.models.inference.serving.ModelLease} on a predictor for rows of an event time. How
 * current it is, {@link io.millrace.models.inference.serving.Staleness} tells; without a first
 * model there is a {@link io.millrace.models.inference.serving.ModelUnavailableException}.
 *
 * <p>The version of the moment, in data-flow order: a {@link
 * io.millrace.models.inference.serving.ModelSource} ({@link
 * io.millrace.models.inference.serving.VersionedDirectory}, {@link
 * io.millrace.models.inference.serving.FixedVersion}, {@link
 * io.millrace.models.inference.serving.ModelDirectory}) says which {@link
 * io.millrace.models.inference.serving.ModelLocation} should serve; {@link
 * io.millrace.models.inference.serving.LocalModel} is the handler of it. A {@link
 * io.millrace.models.inference.serving.ServedModel} has it watched by one {@code ModelWatcher} a
 * process and source, on a {@code WatcherThread} that those of a pool share. The {@code
 * CurrentVersion} is its own ({@code OwnVersion}), or one of a {@link
 * io.millrace.models.inference.serving.ModelPool} ({@code PooledVersion}, {@code SharedPool}),
 * which holds several models within a {@link io.millrace.models.inference.serving.MemoryBudget},
 * for {@link io.millrace.models.inference.serving.PooledModel}s. A version that was loaded ({@code
 * LoadedModel}, {@link io.millrace.models.inference.serving.ModelLoad}) is closed after the last
 * {@link io.millrace.models.inference.serving.Lease} on it; one that is rejected goes to the {@code
 * Quarantine}, and what serves goes on serving.
 *
 * <p>The version of an event time: {@link io.millrace.models.inference.serving.EventTimeModel}
 * serves each row by the version in force at its own time, as the {@link
 * io.millrace.models.inference.serving.VersionTimeline} of a {@link
 * io.millrace.models.inference.serving.TimelineSource} says; a {@code TimelineWatcher} follows it,
 * {@code LoadedVersions} holds several versions at a time. {@code SourceHealth} is what both
 * watchers know of their source. A {@link io.millrace.models.inference.serving.ThreadedModel} sets
 * the threads of a worker before any other handler is opened.
 *
 * <p>To add a way to name the current version: one class that implements {@link
 * io.millrace.models.inference.serving.ModelSource}; {@link
 * io.millrace.models.inference.serving.VersionedDirectory} is the simplest.
 */
@NullMarked
package io.millrace.models.inference.serving;

import org.jspecify.annotations.NullMarked;
