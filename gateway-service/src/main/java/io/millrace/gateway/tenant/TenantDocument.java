package io.millrace.gateway.tenant;

import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.records.Quotas;
import io.millrace.records.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A tenant as JSON. */
public final class TenantDocument {
    private static final int MOST_EGRESS_RULES = 1_000;
    private static final Pattern CLASS_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");

    private TenantDocument() {}

    /**
     * Reads a tenant.
     *
     * @param partitions how many partitions there are: the greatest shard width
     * @throws Refused as malformed or invalid, naming everything that is wrong
     */
    public static Tenant read(String name, byte[] body, int partitions, Instant now) {
        DocumentReader reader = DocumentReader.open(body);
        reader.ignore("name");
        reader.ignore("updatedAt");
        String displayName = reader.text("displayName", 200);
        DocumentReader quotas = reader.object("quotas");
        Quotas limits = Quotas.newBuilder()
                .setStartsPerSecond(rate(quotas, "startsPerSecond"))
                .setStepsPerSecond(rate(quotas, "stepsPerSecond"))
                .setEventsPerSecond(rate(quotas, "eventsPerSecond"))
                .setConcurrentSteps(rate(quotas, "concurrentSteps"))
                .setStateBytes(quotas.number("stateBytes", 0, Long.MAX_VALUE, 0))
                .build();
        int width = (int) reader.number("shardWidth", 1, partitions, Math.min(TenantDirectory.USUAL_WIDTH, partitions));
        int weight = (int) reader.number("weight", 1, 100, 1);
        String dedicatedClass = dedicatedClass(reader);
        List<String> allow = egress(reader.object("egress"));
        boolean lifecycleEvents = reader.flag("lifecycleEvents", false);
        reader.finish();
        return Tenant.newBuilder()
                .setTenant(name)
                .setDisplayName(displayName == null ? name : displayName)
                .setQuotas(limits)
                .setShardWidth(width)
                .setWeight(weight)
                .setDedicatedClass(dedicatedClass)
                .setEgressAllow(allow)
                .setLifecycleEvents(lifecycleEvents)
                .setUpdatedAt(now)
                .build();
    }

    /** A tenant without limits that owns every partition. */
    public static Tenant unlimited(String name, int partitions, Instant now) {
        return Tenant.newBuilder()
                .setTenant(name)
                .setDisplayName(name)
                .setQuotas(new Quotas(0, 0, 0, 0, 0L))
                .setShardWidth(partitions)
                .setWeight(1)
                .setEgressAllow(List.of())
                .setUpdatedAt(now)
                .build();
    }

    /** Writes a tenant. */
    public static ObjectNode write(Tenant tenant) {
        ObjectNode node = Json.object();
        node.put("name", tenant.getTenant());
        node.put("displayName", tenant.getDisplayName());
        Quotas quotas = tenant.getQuotas();
        node.putObject("quotas")
                .put("startsPerSecond", quotas.getStartsPerSecond())
                .put("stepsPerSecond", quotas.getStepsPerSecond())
                .put("eventsPerSecond", quotas.getEventsPerSecond())
                .put("concurrentSteps", quotas.getConcurrentSteps())
                .put("stateBytes", quotas.getStateBytes());
        node.put("shardWidth", tenant.getShardWidth());
        node.put("weight", tenant.getWeight());
        node.put("dedicatedClass", tenant.getDedicatedClass());
        ArrayNode allow = node.putObject("egress").putArray("allow");
        tenant.getEgressAllow().forEach(allow::add);
        node.put("lifecycleEvents", tenant.getLifecycleEvents());
        node.put("updatedAt", tenant.getUpdatedAt().toString());
        return node;
    }

    /** Whether two states differ in nothing but the time. */
    public static boolean same(Tenant one, Tenant other) {
        return Tenant.newBuilder(one).setUpdatedAt(other.getUpdatedAt()).build().equals(other);
    }

    private static int rate(DocumentReader quotas, String field) {
        return (int) quotas.number(field, 0, Integer.MAX_VALUE, 0);
    }

    private static @Nullable String dedicatedClass(DocumentReader reader) {
        String name = reader.text("dedicatedClass", 32);
        if (name != null && !CLASS_NAME.matcher(name).matches()) {
            reader.flaw("dedicatedClass", "must be 1 to 32 lower-case letters, digits and hyphens");
        }
        return name;
    }

    private static List<String> egress(DocumentReader egress) {
        List<String> allow = egress.texts("allow", MOST_EGRESS_RULES);
        for (int i = 0; i < allow.size(); i++) {
            if (!EgressRule.isValid(allow.get(i))) {
                egress.flaw(
                        "allow/" + i,
                        "must be a host name such as shop.internal, an address such as 10.0.0.7 or a CIDR block such"
                                + " as 10.0.0.0/8");
            }
        }
        return allow;
    }
}
