/**
 * How far two distributions are from each other, for drift and skew.
 *
 * <p>Reads from: {@code schema}'s view of statistics. Writes to: {@code validation.checks}.
 *
 * <p>{@link io.millrace.models.validation.distance.Distances} has one method a distance; those on
 * strings also say which string differs most ({@link
 * io.millrace.models.validation.distance.LabelDistance}); histograms of numbers are brought to the
 * same cells first ({@code AlignedHistograms}).
 */
@NullMarked
package io.millrace.models.validation.distance;

import org.jspecify.annotations.NullMarked;
