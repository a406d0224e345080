package io.millrace.schemas.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobSettingsTest {
    @Test
    void shouldKeepLargeValuesInADirectoryUnlessToldOtherwise() {
        // When
        BlobSettings settings = BlobSettings.from(key -> null);

        // Then
        assertThat(settings)
                .isEqualTo(new BlobSettings(
                        "directory", Path.of("millrace-blobs"), false, "", "millrace/", null, "us-east-1", false));
        assertThat(ValueLimits.from(key -> null)).isEqualTo(new ValueLimits(256 << 10, 32 << 20, 64 << 20, 768 << 10));
    }

    @Test
    void shouldTakeABucketOfAnotherProvider() {
        // Given
        Map<String, String> set = Map.of(
                "millrace.blobs.kind", "s3",
                "millrace.blobs.bucket", "large-values",
                "millrace.blobs.endpoint", "https://minio.internal:9000",
                "millrace.blobs.region", "eu-central-1");

        // When
        BlobSettings settings = BlobSettings.from(set::get);

        // Then
        assertThat(settings.endpoint()).isEqualTo(URI.create("https://minio.internal:9000"));
        assertThat(settings.pathStyle()).isTrue();
        assertThat(settings.region()).isEqualTo("eu-central-1");
    }

    @ParameterizedTest
    @CsvSource({
        "kind,gcs,directory or s3",
        "bucket,No Bucket,the name of a bucket",
        "endpoint,ftp://x,http://",
        "endpoint,a b,must be an address",
        "prefix,../,path segments",
        "region,Mars Base,the name of a region",
        "path-style,maybe,true or false",
        "fsync,maybe,true or false"
    })
    void shouldSayWhichSettingIsWrong(String key, String value, String rule) {
        // Given
        Map<String, String> set =
                new java.util.HashMap<>(Map.of("millrace.blobs.kind", "s3", "millrace.blobs.bucket", "large-values"));
        set.put("millrace.blobs." + key, value);

        // When / Then
        assertThatThrownBy(() -> BlobSettings.from(set::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("millrace.blobs." + key + " is '" + value + "' but must be")
                .hasMessageContaining(rule);
    }

    @Test
    void shouldSayWhichJarIsMissing() {
        // Given
        BlobSettings settings =
                BlobSettings.from(Map.of("millrace.blobs.kind", "s3", "millrace.blobs.bucket", "large-values")::get);

        // When / Then
        assertThatThrownBy(settings::open).hasMessageContaining("blob-s3");
    }

    @ParameterizedTest
    @CsvSource({
        "inline,2MB,between 1KB and 512KB",
        "inline,many,between 1KB and 512KB",
        "value,2GB,between 1KB and 256MB",
        "value,2KB,at least millrace.limits.inline",
        "run,1MB,at least millrace.limits.value",
        "run,-1,between 1KB and 1GB",
        "state,1MB,between 64KB and 976KB"
    })
    void shouldSayWhichLimitIsWrong(String key, String value, String rule) {
        // When / Then
        assertThatThrownBy(() -> ValueLimits.from(Map.of("millrace.limits." + key, value)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("millrace.limits." + key)
                .hasMessageContaining(rule);
    }
}
