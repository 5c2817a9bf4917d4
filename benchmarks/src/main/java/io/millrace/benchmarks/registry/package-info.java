/**
 * How long the registry takes: publishing, promoting, and what workers ask all the time.
 *
 * <p>{@link io.millrace.benchmarks.registry.RegistryBenchmark} measures it on any database and any
 * store, beside bare copies and bare transactions.
 */
@NullMarked
package io.millrace.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
