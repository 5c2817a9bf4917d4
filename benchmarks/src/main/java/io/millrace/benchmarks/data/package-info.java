/**
 * Generated inputs: {@link io.millrace.benchmarks.data.MixedRows} makes rows of mixed columns, the
 * same for the same seed, and {@link io.millrace.benchmarks.data.MixedFile} writes them in every
 * format. {@link io.millrace.benchmarks.data.LibraryDecoder} reads these with the libraries that
 * others would take.
 */
@NullMarked
package io.millrace.benchmarks.data;

import org.jspecify.annotations.NullMarked;
