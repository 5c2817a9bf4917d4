package io.millrace.pipelines.config;

/**
 * Where something stands in a file.
 *
 * @param path as a person names it: {@code features[2].name}; empty for the whole file
 * @param pattern the same for every item of a list: {@code features[].name}
 * @param line counted from 1
 */
record Place(String path, String pattern, int line) {
  static final Place ROOT = new Place("", "", 1);

  Place key(String key, int keyLine) {
    return path.isEmpty()
        ? new Place(key, key, keyLine)
        : new Place(path + "." + key, pattern + "." + key, keyLine);
  }

  Place item(int index, int itemLine) {
    return new Place(path + "[" + index + "]", pattern + "[]", itemLine);
  }
}
