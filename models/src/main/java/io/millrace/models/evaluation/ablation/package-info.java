/**
 * What features are worth to a model.
 *
 * <p>Reads from: {@link io.millrace.models.training}, which it has train models without them.
 * Writes to: whoever chooses features. An {@link io.millrace.models.evaluation.ablation.Ablation}
 * leaves features out as {@link io.millrace.models.evaluation.ablation.LeftOut} says and gives an
 * {@link io.millrace.models.evaluation.ablation.AblationResult}.
 */
@NullMarked
package io.millrace.models.evaluation.ablation;

import org.jspecify.annotations.NullMarked;
