package io.millrace.pipelines.config;

import org.jspecify.annotations.Nullable;

/**
 * What the code knows of a key, for its document.
 *
 * @param fallback the default; "required" for none, null when it follows from other settings
 */
record KnownKey(String type, @Nullable String fallback) {}
