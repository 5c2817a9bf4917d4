package io.millrace.models.inference.tensors;

import java.util.List;
import java.util.function.Predicate;

/**
 * Inputs whose name says more than the column: {@code tags/values} and {@code tags/row_splits} take
 * the lists of the column {@code tags} as TensorFlow holds ragged tensors, all values one behind
 * the other and where each row's begin, so that lists of any length go to a model in one call.
 * {@code zone/text}, {@code zone/number} and {@code zone/precise} are the column {@code zone} once
 * more, as a tensor of another type than its first.
 *
 * <p>A column whose own name is that of the input always comes first.
 */
public final class InputNames {
  private static final String VALUES = "/values";
  private static final String ROW_SPLITS = "/row_splits";
  private static final List<String> USES = List.of("/text", "/number", "/precise");

  private InputNames() {}

  /** The input of all values of a column's lists. */
  public static String values(String column) {
    return column + VALUES;
  }

  /** The input of where each row's values begin: one more than there are rows, the first 0. */
  public static String rowSplits(String column) {
    return column + ROW_SPLITS;
  }

  /** A further input of the same column, of another type. */
  public static String as(String input, String use) {
    return input + '/' + use;
  }

  /** The column that an input is fed from, of those that there are. */
  public static String column(String input, Predicate<String> exists) {
    if (exists.test(input)) {
      return input;
    }
    String whole = withoutUse(input);
    if (exists.test(whole)) {
      return whole;
    }
    String list = without(without(whole, VALUES), ROW_SPLITS);
    return exists.test(list) ? list : input;
  }

  /** Whether this input, fed from that column, takes all values of lists. */
  public static boolean isValues(String input, String column) {
    return withoutUse(input).equals(values(column));
  }

  /** Whether this input, fed from that column, takes where each row's values begin. */
  public static boolean isRowSplits(String input, String column) {
    return input.equals(rowSplits(column));
  }

  /**
   * The shape of an input for {@code rows} rows of zeros: lists, whose splits come too, are empty.
   */
  public static long[] zerosShape(TensorSpec input, List<TensorSpec> all, int rows) {
    String list = without(without(withoutUse(input.name()), VALUES), ROW_SPLITS);
    boolean ragged =
        has(all, name -> name.equals(rowSplits(list)))
            && has(all, name -> withoutUse(name).equals(values(list)));
    if (ragged && isRowSplits(input.name(), list)) {
      return input.shapeOf(rows + 1);
    }
    return input.shapeOf(ragged && isValues(input.name(), list) ? 0 : rows);
  }

  private static boolean has(List<TensorSpec> inputs, Predicate<String> name) {
    return inputs.stream().anyMatch(input -> name.test(input.name()));
  }

  private static String withoutUse(String name) {
    for (String use : USES) {
      if (name.endsWith(use)) {
        return without(name, use);
      }
    }
    return name;
  }

  private static String without(String name, String suffix) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }
}
