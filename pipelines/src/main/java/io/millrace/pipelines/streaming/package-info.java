/**
 * The pipeline of an always-on deployment: {@link
 * io.millrace.pipelines.streaming.ContinuousPipeline}.
 */
@NullMarked
package io.millrace.pipelines.streaming;

import org.jspecify.annotations.NullMarked;
