/**
 * What can be wrong with a feature or a data set, one check a file; each knows its fix.
 *
 * <p>Reads from: {@code schema}, {@link io.millrace.models.validation.distance}. Writes to: {@link
 * io.millrace.models.validation}.
 *
 * <p>{@link io.millrace.models.validation.checks.FeatureChecks} looks what the schema has at a path
 * and runs the checks of that kind with one {@link
 * io.millrace.models.validation.checks.CheckContext}: {@code SchemaSelfCheck}, then {@code
 * AbsenceCheck} or, for features that are there, the list in {@code FeatureCheck}. {@link
 * io.millrace.models.validation.checks.DatasetCheck} looks at the data set as a whole. They put
 * reasons and measured distances into {@link io.millrace.models.validation.checks.Findings}, and
 * change the schema they are given ({@link io.millrace.models.validation.checks.CheckedFeature}) so
 * that the data would pass.
 *
 * <p>To add a check: one class like {@code ShapeCheck}, and its line in {@code
 * FeatureCheck.OF_PRESENT}; for a new domain, a case in {@code DomainCheck}.
 */
@NullMarked
package io.millrace.models.validation.checks;

import org.jspecify.annotations.NullMarked;
