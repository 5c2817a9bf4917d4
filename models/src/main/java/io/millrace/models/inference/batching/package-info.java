/**
 * How rows become calls of a model, and what becomes of rows that a model fails on.
 *
 * <p>Reads from: batches of {@link io.millrace.models.data}, and the leases of {@link
 * io.millrace.models.inference.serving}. Writes to: the transforms, row by row.
 *
 * <p>A caller predicts by a {@link io.millrace.models.inference.batching.BatchInference}: rows are
 * split by version ({@code VersionSplit}) and into calls as {@link
 * io.millrace.models.inference.batching.Batching} wants and {@link
 * io.millrace.models.inference.batching.BatchSizer} finds best. {@link
 * io.millrace.models.inference.batching.IsolatingPredictor} makes a call, finds the rows that a
 * model fails on, and learns by {@code BatchLimit} how many it takes at once. {@link
 * io.millrace.models.inference.batching.InferenceMetrics} is told, with {@link
 * io.millrace.models.inference.batching.RowBytes} for the size of a call.
 */
@NullMarked
package io.millrace.models.inference.batching;

import org.jspecify.annotations.NullMarked;
