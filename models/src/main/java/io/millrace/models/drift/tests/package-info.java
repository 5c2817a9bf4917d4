/**
 * Tests of two small samples, from their values.
 *
 * <p>Reads from: arrays of values, such as a small window's. Writes to: whoever asks; verdicts go
 * by effect size, not by these.
 *
 * <p>A {@link io.millrace.models.drift.tests.TwoSampleTest} (one file each, listed in {@link
 * io.millrace.models.drift.tests.TwoSampleTests}) gives a {@link
 * io.millrace.models.drift.tests.TestResult}. Commons Statistics does the arithmetic where it has
 * the test.
 *
 * <p>To add one: a record that implements {@code TwoSampleTest}, and its line in {@code
 * TwoSampleTests}.
 */
@NullMarked
package io.millrace.models.drift.tests;

import org.jspecify.annotations.NullMarked;
