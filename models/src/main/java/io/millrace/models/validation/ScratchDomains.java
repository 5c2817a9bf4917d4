package io.millrace.models.validation;

import io.millrace.models.schema.StringDomains;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.StringDomain;

/** Copies of the domains of a schema, whose changes are forgotten. */
record ScratchDomains(StringDomains original) implements StringDomains {
  @Override
  public StringDomain.@Nullable Builder find(String name) {
    StringDomain.Builder domain = original.find(name);
    return domain == null ? null : domain.clone();
  }

  @Override
  public void remove(String name) {}
}
