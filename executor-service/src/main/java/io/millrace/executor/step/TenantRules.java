package io.millrace.executor.step;

import io.millrace.schemas.egress.EgressRule;

/**
 * What a tenant may do in this executor.
 *
 * @param weight share in fair dispatch, 1 to 100
 * @param concurrentSteps steps at work at the same time in one executor, from 1; 0 means as many as the executor grants
 *     any tenant
 * @param stepsPerSecond steps that may begin in a second in one executor, from 1; 0 means no limit
 * @param egress which addresses its calls may reach
 */
public record TenantRules(int weight, int concurrentSteps, int stepsPerSecond, EgressRule egress) {
    /** The rules of a tenant that nobody has described yet: the smallest share and no private address. */
    public static final TenantRules UNKNOWN = new TenantRules(1, 0, 0, EgressRule.PUBLIC_ONLY);

    private static final int GREATEST_WEIGHT = 100;

    /** Brings values that an older or foreign writer left out of range back into it. */
    public TenantRules {
        weight = Math.clamp(weight, 1, GREATEST_WEIGHT);
        concurrentSteps = Math.max(0, concurrentSteps);
        stepsPerSecond = Math.max(0, stepsPerSecond);
    }
}
