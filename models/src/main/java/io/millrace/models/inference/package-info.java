/**
 * Predicting with a TensorFlow SavedModel inside the process, and swapping it while calls run.
 *
 * <p>Reads from: model directories, and batches of {@link io.millrace.models.data}. Writes to: the
 * transforms, as {@link io.millrace.models.inference.Predictions}.
 *
 * <p>In data-flow order: a {@link io.millrace.models.inference.ModelSource} (such as {@link
 * io.millrace.models.inference.VersionedDirectory}) says which {@link
 * io.millrace.models.inference.ModelLocation} should serve, and the {@link
 * io.millrace.models.inference.ModelOptions} how it is fed. {@link
 * io.millrace.models.inference.ServedModel} watches it, one per process and source; the {@code
 * CurrentVersion} is its own, or one of a {@link io.millrace.models.inference.ModelPool}, which
 * holds several models within a memory budget. Both load a {@link
 * io.millrace.models.inference.SavedModel}, which is called with rows, on top of a {@link
 * io.millrace.models.inference.TensorModel}, which is called with tensors: the {@link
 * io.millrace.models.inference.Manifest} is verified, {@code SavedModelFile} read, the graph loaded
 * by {@code BundleLoader} with the threads of {@link io.millrace.models.inference.SessionThreads},
 * the {@link io.millrace.models.inference.ModelSignature} judged by {@code SignatureCheck}, and
 * {@code Probe} calls it with its own {@code WarmUpRequests} or with zeros. Every defect is a
 * {@link io.millrace.models.inference.ModelRejectedException}, the version goes to the {@code
 * Quarantine}, and what serves goes on serving; {@link
 * io.millrace.models.inference.ModelInspection} makes the same checks for people to read.
 *
 * <p>A call: {@code BatchParts} parts a batch where one call cannot take it all, {@code
 * ColumnFeeds} makes {@link io.millrace.models.inference.tensors} of the columns ({@code
 * ExampleFeatures} tells what to encode for a model that parses {@code tf.Example}s), {@code
 * SignatureCall} runs the graph, and {@link io.millrace.models.inference.Predictions} come out.
 * {@link io.millrace.models.inference.IsolatingPredictor} finds the rows that a model fails on, and
 * learns by {@code BatchLimit} how many it takes at once. Callers hold a {@link
 * io.millrace.models.inference.Lease}; how current it is, {@link
 * io.millrace.models.inference.Staleness} tells; without a first model there is a {@link
 * io.millrace.models.inference.ModelUnavailableException}.
 *
 * <p>A {@link io.millrace.models.inference.ModelHandler} travels with a pipeline and says where its
 * predictions come from; opened on a worker it is a {@link
 * io.millrace.models.inference.ModelAccess}, which gives a {@link
 * io.millrace.models.inference.ModelLease} on a {@link io.millrace.models.inference.BatchPredictor}
 * for rows of an event time. {@link io.millrace.models.inference.LocalModel} is the one that serves
 * what a source names; {@link io.millrace.models.inference.FixedVersion} never names another.
 * {@link io.millrace.models.inference.EventTimeModel} serves each row by the version in force at
 * its own time, as the {@link io.millrace.models.inference.VersionTimeline} of a {@link
 * io.millrace.models.inference.TimelineSource} says; {@link
 * io.millrace.models.inference.PooledModel}s share a {@link
 * io.millrace.models.inference.MemoryBudget}, and a {@link
 * io.millrace.models.inference.ThreadedModel} sets the threads of a worker first. A caller predicts
 * batches by a {@link io.millrace.models.inference.BatchInference}: rows are split by version and
 * into calls as {@link io.millrace.models.inference.Batching} wants and {@link
 * io.millrace.models.inference.BatchSizer} finds best, and {@link
 * io.millrace.models.inference.InferenceMetrics} is told ({@link
 * io.millrace.models.inference.ModelLoad}, {@link io.millrace.models.inference.RowBytes}).
 *
 * <p>To add a way to name the current model: one class that implements {@link
 * io.millrace.models.inference.ModelSource}; {@link
 * io.millrace.models.inference.VersionedDirectory} is the simplest. To add a tensor type: one
 * constant in {@link io.millrace.models.inference.tensors.TensorType}, and the compiler names the
 * places.
 */
@NullMarked
package io.millrace.models.inference;

import org.jspecify.annotations.NullMarked;
