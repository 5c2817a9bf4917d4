/**
 * Hybrid serving: predictions that were made before are remembered, the model is asked for the
 * rest.
 *
 * <p>Reads from: the batches that a model is asked about. Writes to: whoever asked.
 *
 * <p>{@link io.millrace.models.inference.caching.CachedModel} puts a {@link
 * io.millrace.models.inference.caching.PredictionCache} before any other model handler; each
 * version is asked through a {@link io.millrace.models.inference.caching.CachingPredictor}.
 */
@NullMarked
package io.millrace.models.inference.caching;

import org.jspecify.annotations.NullMarked;
