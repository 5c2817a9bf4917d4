package io.millrace.models.registry;

import org.jspecify.annotations.Nullable;

/**
 * What a version was made from; what is not known is null.
 *
 * @param trainedOn the event times of its training examples
 * @param evaluatedOn the event times of the rows on which the gates compared it
 * @param trainingRows how many examples it was trained on
 * @param schemaVersion the schema's own name of its version
 * @param schemaSha256 of the schema's file, in hexadecimal
 * @param warmStartedFrom the version whose weights it started from
 */
public record Lineage(
    @Nullable DataWindow trainedOn,
    @Nullable DataWindow evaluatedOn,
    @Nullable Long trainingRows,
    @Nullable String schemaVersion,
    @Nullable String schemaSha256,
    @Nullable Long warmStartedFrom) {}
