/**
 * Whether rows have changed as a whole, though perhaps no column by itself.
 *
 * <p>Reads from: samples of encoded rows. Writes to: the command {@code drift}.
 *
 * <p>An {@link io.millrace.models.drift.multivariate.EncodedSample} keeps some rows of a data set;
 * a {@link io.millrace.models.drift.multivariate.MultivariateTest} (one file each, listed in {@link
 * io.millrace.models.drift.multivariate.MultivariateTests}) gives a {@link
 * io.millrace.models.drift.multivariate.MultivariateResult}. All go by bounded samples, and are
 * deterministic.
 *
 * <p>To add one: a class that implements {@code MultivariateTest}, and its line in {@code
 * MultivariateTests}.
 */
@NullMarked
package io.millrace.models.drift.multivariate;

import org.jspecify.annotations.NullMarked;
