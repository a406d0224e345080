package io.millrace.audit.lake;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The columns of the table audit: one row per audit record. A public contract: columns are added, never changed. */
final class AuditColumns {
    private static final Types.StructType EVENT = Types.StructType.of(
            required(101, "type", Types.StringType.get(), "Name of the fact, for example TaskStarted"),
            optional(102, "task", Types.StringType.get(), "Name of the task"),
            optional(103, "pointer", Types.StringType.get(), "JSON pointer of the task in its definition"),
            optional(104, "position", Types.IntegerType.get(), "Number of the task's activation, from 1"),
            optional(105, "attempt", Types.IntegerType.get(), "Attempt, from 1"),
            optional(106, "iteration", Types.StringType.get(), "Indices of the enclosing loops, outermost first"),
            optional(107, "input", Types.StringType.get(), "Input of the task or run as JSON text"),
            optional(108, "output", Types.StringType.get(), "Output of the task or run as JSON text"),
            optional(109, "error_type", Types.StringType.get(), "URI of the kind of problem"),
            optional(110, "error_status", Types.IntegerType.get(), "Status of the problem, 100 to 599"),
            optional(111, "error_title", Types.StringType.get(), "One sentence about the kind of problem"),
            optional(112, "error_detail", Types.StringType.get(), "What happened this time"),
            optional(113, "detail", Types.StringType.get(), "Further attributes as JSON text"));

    static final Schema SCHEMA = new Schema(
            required(1, "id", Types.StringType.get(), "Unique id of the record"),
            required(2, "tenant", Types.StringType.get(), "Owner"),
            required(
                    3, "kind", Types.StringType.get(), "Kind of record: run.input, event.routed, workflow.published …"),
            required(4, "time", Types.TimestampType.withZone(), "When, by the clock of the record that caused it"),
            required(5, "actor", Types.StringType.get(), "Who: key id, trigger, executor or engine"),
            required(6, "outcome", Types.StringType.get(), "ACCEPTED or REJECTED"),
            optional(7, "rejection_code", Types.StringType.get(), "Why it was refused, as a code"),
            optional(8, "rejection_reason", Types.StringType.get(), "Why it was refused, for people"),
            optional(9, "run_id", Types.StringType.get(), "The run it is about"),
            optional(10, "workflow", Types.StringType.get(), "The workflow it is about"),
            optional(11, "version", Types.StringType.get(), "The workflow's version"),
            optional(12, "status", Types.StringType.get(), "Status of the run afterwards"),
            required(13, "topic", Types.StringType.get(), "Topic of the audit record itself"),
            required(14, "partition", Types.IntegerType.get(), "Partition of the audit record itself"),
            required(15, "offset", Types.LongType.get(), "Offset of the audit record itself"),
            optional(16, "position_topic", Types.StringType.get(), "Topic of the input that was decided"),
            optional(17, "position_partition", Types.IntegerType.get(), "Partition of that input"),
            optional(18, "position_offset", Types.LongType.get(), "Offset of that input"),
            optional(19, "usage_inputs", Types.IntegerType.get(), "Inputs that the engine took"),
            optional(20, "usage_tasks", Types.IntegerType.get(), "Tasks that began"),
            optional(21, "usage_steps", Types.IntegerType.get(), "Step commands sent to executors"),
            optional(22, "usage_step_millis", Types.LongType.get(), "Time that executors worked, in milliseconds"),
            optional(23, "correlation_id", Types.StringType.get(), "Shared by everything of one interaction"),
            optional(24, "causation_id", Types.StringType.get(), "Id of the record that caused this one"),
            optional(
                    25, "input", Types.StringType.get(), "The input that was decided, as JSON text with a member type"),
            required(26, "events", Types.ListType.ofRequired(100, EVENT), "What followed from the input, in order"),
            optional(27, "detail", Types.StringType.get(), "Further attributes as JSON text"));

    static final PartitionSpec BY_DAY =
            PartitionSpec.builderFor(SCHEMA).day("time").build();

    static final Schema EVENT_SCHEMA = new Schema(EVENT.fields());

    private AuditColumns() {}

    private static NestedField required(int id, String name, Type type, String doc) {
        return NestedField.required(id, name, type, doc);
    }

    private static NestedField optional(int id, String name, Type type, String doc) {
        return NestedField.optional(id, name, type, doc);
    }
}
