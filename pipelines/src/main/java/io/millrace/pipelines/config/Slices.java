package io.millrace.pipelines.config;

import java.util.List;

/** Lists of slices: of each item one column, or several crossed as in {@code a*b}. */
final class Slices {
  private static final String CROSS = "\\s*\\*\\s*";

  private Slices() {}

  static List<List<String>> read(Section section, String key, DeclaredColumns records) {
    Kind<String> column = records.any();
    Kind<String> slice =
        Kind.TEXT.where(
            text -> columns(text).stream().allMatch(name -> column.parse(name) != null),
            "a column of records, or several as in a*b");
    return section.list(key, slice, List.of()).stream().map(Slices::columns).toList();
  }

  private static List<String> columns(String slice) {
    return List.of(slice.strip().split(CROSS));
  }
}
