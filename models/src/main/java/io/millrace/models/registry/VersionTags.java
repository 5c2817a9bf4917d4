package io.millrace.models.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of what people and parts write on versions. Writers need the model's lock. */
final class VersionTags {
  private record Tag(long version, String name, String content) {}

  private VersionTags() {}

  /** Sets a tag, in place of an earlier one of that name; null takes it away. */
  static void set(Handle handle, String model, long version, String tag, @Nullable String content) {
    Names.check("tag", tag);
    ModelVersions.require(handle, model, version);
    String statement =
        content == null
            ? "DELETE FROM version_tags WHERE model = :model AND version = :version AND tag = :tag"
            : """
            INSERT INTO version_tags (model, version, tag, content)
            VALUES (:model, :version, :tag, :content)
            ON CONFLICT (model, version, tag) DO UPDATE SET content = excluded.content
            """;
    var update =
        handle
            .createUpdate(statement)
            .bind("model", model)
            .bind("version", version)
            .bind("tag", tag);
    if (content != null) {
      update.bind("content", content);
    }
    update.execute();
  }

  /** All tags of a model's versions, by version and name. */
  static Map<Long, Map<String, String>> of(Handle handle, String model) {
    Map<Long, Map<String, String>> tags = new TreeMap<>();
    handle
        .createQuery("SELECT version, tag, content FROM version_tags WHERE model = :model")
        .bind("model", model)
        .map((row, context) -> tag(row))
        .forEach(
            tag ->
                tags.computeIfAbsent(tag.version(), version -> new TreeMap<>())
                    .put(tag.name(), tag.content()));
    return tags;
  }

  private static Tag tag(ResultSet row) throws SQLException {
    return new Tag(row.getLong("version"), row.getString("tag"), row.getString("content"));
  }
}
