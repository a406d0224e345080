package io.millrace.standalone.hosting;

import io.millrace.audit.AuditApplication;
import io.millrace.executor.ExecutorApplication;
import io.millrace.gateway.GatewayApplication;
import io.millrace.trigger.TriggerApplication;
import io.millrace.workflow.WorkflowApplication;
import java.util.List;
import java.util.Set;

/** The services of Millrace. */
public final class Services {
    static final String GATEWAY = "gateway";
    static final String TRIGGER = "trigger";
    static final String WORKFLOW = "workflow";
    static final String EXECUTOR = "executor";
    static final String AUDIT = "audit";

    private Services() {}

    /** All of them, in the order in which they are stopped: from the door inwards. */
    public static List<Service> all() {
        return List.of(
                new Service(
                        GATEWAY,
                        GatewayApplication.class,
                        GatewayApplication.defaults(),
                        Set.of(Technology.SECURITY, Technology.WEB_SERVER, Technology.JVM_METRICS)),
                new Service(
                        TRIGGER,
                        TriggerApplication.class,
                        TriggerApplication.defaults(),
                        Set.of(Technology.CLOUD_STREAM)),
                new Service(WORKFLOW, WorkflowApplication.class, WorkflowApplication.defaults(), Set.of()),
                new Service(
                        EXECUTOR,
                        ExecutorApplication.class,
                        ExecutorApplication.defaults(),
                        Set.of(Technology.RESILIENCE)),
                new Service(AUDIT, AuditApplication.class, AuditApplication.defaults(), Set.of(Technology.SQL)));
    }
}
