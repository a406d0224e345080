package io.millrace.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.records.Quotas;
import io.millrace.records.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantDocumentTest {
    private static Tenant read(String document) {
        return TenantDocument.read("shop", document.getBytes(StandardCharsets.UTF_8), 8, Instant.EPOCH);
    }

    @Test
    void shouldLimitNothingByDefault() {
        // Given
        String empty = "{}";

        // When
        Tenant tenant = read(empty);

        // Then
        assertThat(tenant.getQuotas()).isEqualTo(new Quotas(0, 0, 0, 0, 0L));
        assertThat(tenant.getShardWidth()).isEqualTo(2);
        assertThat(tenant.getWeight()).isEqualTo(1);
        assertThat(tenant.getDisplayName()).isEqualTo("shop");
        assertThat(tenant.getEgressAllow()).isEmpty();
        assertThat(tenant.getLifecycleEvents()).isFalse();
    }

    @Test
    void shouldTakeBackWhatItGave() {
        // Given
        Tenant tenant = read("""
                {"displayName": "Shop", "shardWidth": 4, "weight": 9, "dedicatedClass": "gold",
                 "quotas": {"startsPerSecond": 1, "stepsPerSecond": 2, "eventsPerSecond": 3, "concurrentSteps": 4,
                            "stateBytes": 5000000000},
                 "egress": {"allow": ["10.0.0.0/8"]}, "lifecycleEvents": true}""");

        // When
        Tenant again = read(new String(Json.bytes(TenantDocument.write(tenant)), StandardCharsets.UTF_8));

        // Then
        assertThat(again).isEqualTo(tenant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.7",
                "10.0.0.0/8",
                "0.0.0.0/0",
                "shop.internal",
                "localhost",
                "a-b.example",
                "::1",
                "fd00::/8",
                "2001:db8:0:0:0:0:0:1/128",
                "::ffff:10.0.0.1"
            })
    void shouldTakeHostsAddressesAndBlocks(String rule) {
        // Given
        String document = "{\"egress\": {\"allow\": [\"" + rule + "\"]}}";

        // When / Then
        assertThatCode(() -> read(document)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0",
                "256.0.0.1",
                "10.0.0.1/",
                "http://shop",
                "shop/8",
                "*.internal",
                "a b",
                "-shop",
                "1::2::3",
                "1:2:3:4:5:6:7:8:9",
                "fd00::/129",
                "12345::",
                "01.2.3.4",
                "1:2:3:4:5:6:7::8:9"
            })
    void shouldRefuseOtherRules(String rule) {
        // Given
        String document = "{\"egress\": {\"allow\": [\"" + rule + "\"]}}";

        // When / Then
        assertThatThrownBy(() -> read(document)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"shardWidth\": 0}",
                "{\"shardWidth\": 9}",
                "{\"shardWidth\": 1.5}",
                "{\"weight\": 101}",
                "{\"quotas\": {\"startsPerSecond\": -1}}",
                "{\"quotas\": {\"startsPerSecond\": 3000000000}}",
                "{\"quotas\": {\"perSecond\": 1}}",
                "{\"quotas\": 3}",
                "{\"dedicatedClass\": \"Gold Class\"}",
                "{\"displayName\": 3}",
                "{\"lifecycleEvents\": \"yes\"}",
                "{\"egress\": {\"allow\": \"all\"}}"
            })
    void shouldRefuseWhatBreaksARule(String document) {
        // Given / When / Then
        assertThatThrownBy(() -> read(document)).isInstanceOf(Refused.class);
    }
}
