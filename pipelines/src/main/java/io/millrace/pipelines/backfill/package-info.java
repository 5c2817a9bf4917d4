/**
 * Pipelines over files: {@link io.millrace.pipelines.backfill.BackfillPipeline} with a model,
 * {@link io.millrace.pipelines.backfill.HistoryPipeline} before there is one.
 */
@NullMarked
package io.millrace.pipelines.backfill;

import org.jspecify.annotations.NullMarked;
