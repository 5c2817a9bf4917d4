/**
 * Predicting with a model in another process: TensorFlow Serving's REST API.
 *
 * <p>Reads from: batches. Writes to: the server, and its answers to whoever asked.
 *
 * <p>In data-flow order: {@link io.millrace.models.inference.remote.RemoteModel} travels with the
 * pipeline; opened, it asks {@link io.millrace.models.inference.remote.ServingClient} which version
 * is available and what it takes ({@link io.millrace.models.inference.remote.RemoteSignature}); a
 * {@link io.millrace.models.inference.remote.RemotePredictor} writes rows as JSON, sends them and
 * reads the answer. The client waits before it repeats what failed for a while ({@link
 * io.millrace.models.inference.remote.Backoff}), and holds back when most of its requests fail
 * ({@link io.millrace.models.inference.remote.AdaptiveThrottle}).
 */
@NullMarked
package io.millrace.models.inference.remote;

import org.jspecify.annotations.NullMarked;
