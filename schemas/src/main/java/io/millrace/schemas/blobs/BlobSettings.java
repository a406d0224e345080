package io.millrace.schemas.blobs;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where large values are kept. Every service of an installation must be told the same place.
 *
 * @param kind directory, or s3
 * @param directory where files are kept when the kind is directory; shared by all services
 * @param fsync whether a file is forced to disk before it counts as kept
 * @param bucket name of the bucket when the kind is s3; it must exist
 * @param prefix what the names of objects begin with, for example {@code millrace/}
 * @param endpoint address of an S3-compatible service, or null for Amazon's
 * @param region region of the bucket
 * @param pathStyle whether the bucket stands in the path of addresses and not in the host name
 */
public record BlobSettings(
        String kind,
        Path directory,
        boolean fsync,
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        String region,
        boolean pathStyle) {
    private static final String DIRECTORY = "directory";
    private static final String S3 = "s3";
    private static final String PREFIX = "millrace.blobs.";

    /** Checks every value. */
    public BlobSettings {
        check(kind.equals(DIRECTORY) || kind.equals(S3), "kind", kind, "directory or s3");
        if (kind.equals(S3)) {
            check(
                    bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
                    "bucket",
                    bucket,
                    "the name of a bucket, 3 to 63 lower-case letters, digits, dots and hyphens");
            check(
                    prefix.matches("([A-Za-z0-9_-]{1,64}/){0,8}"),
                    "prefix",
                    prefix,
                    "empty or path segments that end with a slash, such as millrace/");
            check(region.matches("[a-z0-9-]{1,32}"), "region", region, "the name of a region, such as eu-central-1");
            check(
                    endpoint == null || isWeb(endpoint),
                    "endpoint",
                    String.valueOf(endpoint),
                    "an address that begins with http:// or https://");
        }
    }

    /**
     * Reads millrace.blobs.*: kind (directory), directory (millrace-blobs), fsync (false), bucket, prefix (millrace/),
     * endpoint, region (us-east-1) and path-style (true when there is an endpoint). Credentials for S3 come from the
     * standard chain of the AWS SDK: environment, web identity, container, instance.
     *
     * @param setting gives the text of a setting, or null when it is not set
     * @throws IllegalArgumentException when a value is wrong; the message names key, value and rule
     */
    public static BlobSettings from(Function<String, @Nullable String> setting) {
        String endpoint = setting.apply(PREFIX + "endpoint");
        boolean own = endpoint != null && !endpoint.isBlank();
        return new BlobSettings(
                text(setting, "kind", DIRECTORY),
                Path.of(text(setting, DIRECTORY, "millrace-blobs")),
                flag(setting, "fsync", false),
                text(setting, "bucket", ""),
                text(setting, "prefix", "millrace/"),
                own ? address(String.valueOf(endpoint)) : null,
                text(setting, "region", "us-east-1"),
                flag(setting, "path-style", own));
    }

    /**
     * Opens the store.
     *
     * @throws IllegalArgumentException when the jar for the kind is not on the class path
     */
    public BlobStore open() {
        if (kind.equals(DIRECTORY)) {
            return new DirectoryBlobStore(directory, fsync);
        }
        return ServiceLoader.load(BlobStoreProvider.class, BlobSettings.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        PREFIX + "kind is '" + kind + "' but the jar blob-" + kind + " is not on the class path"))
                .open(this);
    }

    private static boolean isWeb(URI address) {
        return ("http".equals(address.getScheme()) || "https".equals(address.getScheme())) && address.getHost() != null;
    }

    private static URI address(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(PREFIX + "endpoint is '" + text + "' but must be an address", e);
        }
    }

    private static String text(Function<String, @Nullable String> setting, String key, String fallback) {
        String value = setting.apply(PREFIX + key);
        return value == null || value.isBlank() ? fallback : value.strip();
    }

    private static boolean flag(Function<String, @Nullable String> setting, String key, boolean fallback) {
        String value = text(setting, key, Boolean.toString(fallback));
        check(value.equals("true") || value.equals("false"), key, value, "true or false");
        return Boolean.parseBoolean(value);
    }

    private static void check(boolean holds, String key, String value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + key + " is '" + value + "' but must be " + rule);
        }
    }
}
