package io.millrace.transforms.validation;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.validation.records.RecordExpectations;
import io.millrace.models.validation.records.RecordValidator;
import io.millrace.models.validation.records.Violation;
import io.millrace.models.validation.rules.RuleException;
import io.millrace.transforms.coders.DataCoders;
import java.util.BitSet;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Validates every record against a schema and people's own rules, and does with those that break
 * them what the policy says.
 *
 * <p>Input: column batches, bounded or not; windows and timestamps stay as they are. Output: {@link
 * #BATCHES}, the records that go on; {@link #INVALID}, an element for each of those that break a
 * rule nevertheless; {@link #DEAD_LETTERS}, the records that do not go on, with the stage {@code
 * validate}. Rows in are rows of batches plus dead letters, exactly. A rule that is a warning is
 * told in {@code INVALID} and keeps no record back.
 *
 * <pre>{@code
 * PCollectionTuple validated =
 *     batches.apply(
 *         ValidateRecords.against(RecordExpectations.of(schema).withEnvironment("SERVING"))
 *             .withPolicy(ValidateRecords.Policy.DEAD_LETTER));
 * }</pre>
 *
 * <p>Next: {@link io.millrace.transforms.inference.RunInference}.
 */
public final class ValidateRecords extends PTransform<PCollection<ColumnBatch>, PCollectionTuple> {
  public static final TupleTag<ColumnBatch> BATCHES = new TupleTag<>() {};
  public static final TupleTag<InvalidRecord> INVALID = new TupleTag<>() {};
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>() {};

  /** What becomes of a record that breaks a rule which is an error. */
  public enum Policy {
    /** It goes on, and what is wrong is told beside it. */
    PASS,
    /** It leaves for the dead letters, with what is wrong. */
    DEAD_LETTER,
    /** The pipeline fails with what is wrong. */
    FAIL
  }

  private final RecordExpectations expectations;
  private final Policy policy;

  private ValidateRecords(RecordExpectations expectations, Policy policy) {
    this.expectations = expectations;
    this.policy = policy;
  }

  /** Validates against these expectations, by the policy {@link Policy#PASS}. */
  public static ValidateRecords against(RecordExpectations expectations) {
    return new ValidateRecords(expectations, Policy.PASS);
  }

  /** What becomes of records that break a rule. */
  public ValidateRecords withPolicy(Policy policy) {
    return new ValidateRecords(expectations, policy);
  }

  /**
   * @throws RuleException if a rule cannot be used, before anything starts
   */
  @Override
  public PCollectionTuple expand(PCollection<ColumnBatch> batches) {
    expectations.compile();
    PCollectionTuple validated =
        batches.apply(
            "Validate",
            ParDo.of(new ValidateFn(expectations, policy))
                .withOutputTags(BATCHES, TupleTagList.of(INVALID).and(DEAD_LETTERS)));
    validated.get(BATCHES).setCoder(DataCoders.BATCH);
    validated.get(INVALID).setCoder(InvalidRecord.CODER);
    validated.get(DEAD_LETTERS).setCoder(DataCoders.DEAD_LETTER);
    return validated;
  }

  private static final class ValidateFn extends DoFn<ColumnBatch, ColumnBatch> {
    private final RecordExpectations expectations;
    private final Policy policy;
    private transient @Nullable RecordValidator validator;

    ValidateFn(RecordExpectations expectations, Policy policy) {
      this.expectations = expectations;
      this.policy = policy;
    }

    @Setup
    public void setup() {
      validator = expectations.compile();
    }

    @ProcessElement
    public void validate(@Element ColumnBatch batch, MultiOutputReceiver out) {
      if (validator == null) {
        throw new IllegalStateException("validator: not set up (expected: setup before elements)");
      }
      List<Violation> violations = validator.validate(batch);
      BitSet kept = new BitSet();
      kept.set(0, batch.rows());
      int to;
      for (int from = 0; from < violations.size(); from = to) {
        int row = violations.get(from).row();
        to = from + 1;
        while (to < violations.size() && violations.get(to).row() == row) {
          to++;
        }
        InvalidRecord invalid = InvalidRecord.of(batch, row, violations.subList(from, to));
        if (policy == Policy.PASS || !invalid.isError()) {
          out.get(INVALID).output(invalid);
        } else if (policy == Policy.DEAD_LETTER) {
          kept.clear(row);
          out.get(DEAD_LETTERS).output(deadLetter(batch, row, invalid));
        } else {
          throw new IllegalArgumentException(
              "record %s at %s: %s"
                  .formatted(invalid.recordId(), invalid.position(), invalid.reason()));
        }
      }
      if (kept.cardinality() == batch.rows()) {
        out.get(BATCHES).output(batch);
      } else if (!kept.isEmpty()) {
        int[] rows = kept.stream().toArray();
        out.get(BATCHES).output(batch.select(rows, rows.length));
      }
    }

    private static DeadLetter deadLetter(ColumnBatch batch, int row, InvalidRecord invalid) {
      BytesColumn originals = batch.originals();
      return new DeadLetter(
          originals == null ? new byte[0] : originals.copy(row),
          "validate",
          invalid.reason(),
          batch.eventTime(row),
          batch.positions().get(row));
    }
  }
}
