package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Of which type the values of a feature or a column are, and how deep its lists are nested. That is
 * open while there are no values: what has only empty lists goes with values of any type.
 *
 * @param level how many lists there are around a value, 1 for plain values
 * @param depth how many of these levels have a list: 0 if all rows are missing, and one more than
 *     {@code level} if there are values
 */
record FeatureShape(ValueType type, int level, int depth) {

  static FeatureShape of(Column column) {
    return new FeatureShape(column.type(), Presence.level(column), depth(column));
  }

  private static int depth(Column column) {
    if (column.validity().missing() == column.rows()) {
      return 0;
    }
    int depth = 1;
    Column at = column;
    while (hasElements(at)) {
      depth++;
      if (!(at instanceof ListColumn list)) {
        break;
      }
      at = list.elements();
    }
    return depth;
  }

  private static boolean hasElements(Column column) {
    return column.isSingle()
        ? column.validity().missing() < column.rows()
        : column.valueStart(0) < column.valueEnd(column.rows() - 1);
  }

  boolean isAbsent() {
    return depth == 0;
  }

  private boolean hasValues() {
    return depth > level;
  }

  boolean isLike(FeatureShape other) {
    return type == other.type && level == other.level;
  }

  /** Whether rows of this shape can be counted with those of the other. */
  boolean goesWith(FeatureShape other) {
    return isLike(other) || (!hasValues() && depth <= other.level);
  }

  /**
   * Whether a feature of this shape goes with the other and takes its type. Where both are open,
   * that is the type of the deeper lists, then the declared one, then the simpler one, so that the
   * order does not matter; but absent rows have no say.
   */
  boolean yieldsTo(FeatureShape other, @Nullable ValueType declared) {
    if (isLike(other) || other.isAbsent() || !goesWith(other)) {
      return false;
    }
    if (isAbsent() || !other.goesWith(this)) {
      return true;
    }
    if (level != other.level) {
      return other.level > level;
    }
    boolean isOneDeclared = type == declared || other.type == declared;
    return isOneDeclared ? other.type == declared : other.type.compareTo(type) < 0;
  }
}
