package io.millrace.models.validation.rules;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/**
 * The parts of {@code feature} that an expression reads and that a feature has by its type, such as
 * {@code num_stats}. To CEL a part that is not there is one full of zeros, so that the mean of
 * strings is 0. An expression that itself asks {@code has(feature.num_stats)} decides by that, and
 * reads none in this sense.
 */
record FeatureParts(Set<String> names) {
  private static final OneofDescriptor BY_TYPE =
      FeatureNameStatistics.getDescriptor().getOneofs().stream()
          .filter(oneof -> oneof.getName().equals("stats"))
          .findFirst()
          .orElseThrow();

  static FeatureParts readBy(CelAbstractSyntaxTree tree) {
    Set<String> read = new TreeSet<>();
    Set<String> askedFor = new TreeSet<>();
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.SELECT)
        .map(node -> node.expr().select())
        .filter(select -> isFeature(select.operand()) && isByType(select.field()))
        .forEach(select -> of(select, read, askedFor).add(select.field()));
    return new FeatureParts(askedFor.isEmpty() ? Set.copyOf(read) : Set.of());
  }

  private static Set<String> of(CelSelect select, Set<String> read, Set<String> askedFor) {
    return select.testOnly() ? askedFor : read;
  }

  private static boolean isFeature(CelExpr operand) {
    return operand.getKind() == Kind.IDENT && operand.ident().name().equals("feature");
  }

  private static boolean isByType(String field) {
    FieldDescriptor found = FeatureNameStatistics.getDescriptor().findFieldByName(field);
    return found != null && BY_TYPE.equals(found.getContainingOneof());
  }

  /** Whether the feature has any of them, or none is needed. */
  boolean isAnyOf(FeatureNameStatistics feature) {
    return names.isEmpty()
        || (feature.hasOneof(BY_TYPE)
            && names.contains(feature.getOneofFieldDescriptor(BY_TYPE).getName()));
  }

  @Override
  public String toString() {
    return String.join(" or ", new TreeSet<>(names));
  }
}
