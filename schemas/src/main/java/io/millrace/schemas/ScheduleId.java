package io.millrace.schemas;

/** Where the schedule of a workflow lives: it has an id like a run, in one of the partitions of its tenant. */
public final class ScheduleId {
    private ScheduleId() {}

    /**
     * The id of a workflow's schedule; its partition is inside.
     *
     * @param shards the partitions that the tenant owns
     */
    public static RunId of(String tenant, String workflow, Shards shards) {
        return in(shards.partitionOf("schedule/" + workflow), tenant, workflow);
    }

    /**
     * The id that the schedule has, or had before the tenant owned other partitions, in one partition.
     *
     * @param partition 0 to 65,535
     */
    public static RunId in(int partition, String tenant, String workflow) {
        return RunId.derived(partition, tenant, "schedule", workflow);
    }
}
