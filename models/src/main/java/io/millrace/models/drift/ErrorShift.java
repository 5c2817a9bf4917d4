package io.millrace.models.drift;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where errors went when they changed: a slice's share of all error, the sum of its errors by the
 * sum over all slices of both, before and after.
 *
 * @param from the slice whose share fell most
 * @param to the slice whose share rose most
 */
public record ErrorShift(Share from, Share to) {

  /** A slice's share of all error, 0..1. */
  public record Share(String slice, double before, double after) {
    double rise() {
      return after - before;
    }
  }

  /**
   * The shift between two times; null where there are no two slices with errors in both.
   *
   * @param before errors by slice; slices of one kind, so that a row is in one of them
   */
  public static @Nullable ErrorShift between(
      Map<String, ErrorMoments> before, Map<String, ErrorMoments> after) {
    double all = sum(before);
    double now = sum(after);
    if (!(all > 0 && now > 0)) {
      return null;
    }
    SortedMap<String, ErrorMoments> slices = new TreeMap<>(before);
    slices.putAll(after);
    Share from = null;
    Share to = null;
    for (String slice : slices.keySet()) {
      Share share =
          new Share(
              slice,
              before.getOrDefault(slice, ErrorMoments.NONE).sum() / all,
              after.getOrDefault(slice, ErrorMoments.NONE).sum() / now);
      from = from == null || share.rise() < from.rise() ? share : from;
      to = to == null || share.rise() > to.rise() ? share : to;
    }
    return from == null || to == null || from.slice.equals(to.slice)
        ? null
        : new ErrorShift(from, to);
  }

  private static double sum(Map<String, ErrorMoments> slices) {
    return slices.values().stream().mapToDouble(ErrorMoments::sum).sum();
  }

  /** For example {@code errors moved from kind_a (60 % to 40 %) to kind_b (40 % to 60 %)}. */
  public String describe() {
    return "errors moved from " + describe(from) + " to " + describe(to);
  }

  private static String describe(Share share) {
    return String.format(
        Locale.ROOT, "%s (%.0f %% to %.0f %%)", share.slice, 100 * share.before, 100 * share.after);
  }
}
