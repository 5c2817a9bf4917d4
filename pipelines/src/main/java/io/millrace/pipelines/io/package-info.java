/**
 * Connectors: the only place where Kafka and files are read and written.
 *
 * <p>Reads from: {@link io.millrace.pipelines.config}. Writes to: every pipeline. {@link
 * io.millrace.pipelines.io.Sources} picks {@link io.millrace.pipelines.io.ReadKafka} or {@link
 * io.millrace.pipelines.io.ReadFiles}, {@link io.millrace.pipelines.io.Decoders} the decoder of the
 * format; {@link io.millrace.pipelines.io.Outputs} writes {@link io.millrace.pipelines.messages},
 * to files by {@link io.millrace.pipelines.io.WriteLines}. Data sets in files, of any format, are
 * read with {@link io.millrace.pipelines.io.ReadDataFiles}.
 */
@NullMarked
package io.millrace.pipelines.io;

import org.jspecify.annotations.NullMarked;
