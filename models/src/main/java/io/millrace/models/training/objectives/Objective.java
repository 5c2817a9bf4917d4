package io.millrace.models.training.objectives;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a model is to predict, and what its training makes small. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Regression.class, name = "regression"),
  @JsonSubTypes.Type(value = Binary.class, name = "binary"),
  @JsonSubTypes.Type(value = MultiClass.class, name = "multi_class")
})
public sealed interface Objective permits Regression, Binary, MultiClass {}
