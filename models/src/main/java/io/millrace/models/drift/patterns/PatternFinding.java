package io.millrace.models.drift.patterns;

import org.jspecify.annotations.Nullable;

/**
 * A change with its name.
 *
 * @param pattern what kind of change
 * @param onset the start of the first window that is of the new concept, if only in part
 * @param size the new level less the old one
 * @param earlier the concept that is back; null unless the pattern is RECURRING
 * @param evidence the figures behind it, for people
 */
public record PatternFinding(
    Pattern pattern, long onset, double size, @Nullable String earlier, String evidence) {

  /** The same change, as one that brings back this earlier concept. */
  public PatternFinding asReturnOf(String concept) {
    return new PatternFinding(
        Pattern.RECURRING, onset, size, concept, evidence + "; as in " + concept);
  }
}
