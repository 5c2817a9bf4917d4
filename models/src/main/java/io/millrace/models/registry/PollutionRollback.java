package io.millrace.models.registry;

import org.jspecify.annotations.Nullable;

/**
 * What became of an alias after data was found to be bad.
 *
 * @param polluted the span that later trainings leave out
 * @param version what the alias means now, made before that span; null if there is none such and
 *     the alias stayed where it was
 * @param change the alias's move; null if it did not move
 */
public record PollutionRollback(
    PollutedWindow polluted, @Nullable Long version, @Nullable AliasChange change) {}
