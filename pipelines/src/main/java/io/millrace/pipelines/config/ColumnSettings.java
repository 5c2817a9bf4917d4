package io.millrace.pipelines.config;

/** A column of a record: its name and how its values are read. */
public record ColumnSettings(String name, ColumnType type) {}
