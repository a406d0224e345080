package io.millrace.audit.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * The lake: a directory with tables, and a catalog in the SQL database that says which metadata file of a table is the
 * current one. When the catalog is lost, the newest metadata file in the directory is taken up again.
 */
public final class Lake implements AutoCloseable {
    /** Name of the namespace that the tables are in. */
    public static final String NAMESPACE = "millrace";
    /** Name of the table with the audit records. */
    public static final String AUDIT = "audit";

    private static final TableIdentifier TABLE = TableIdentifier.of(NAMESPACE, AUDIT);
    private static final String METADATA_SUFFIX = ".metadata.json";

    private final Path directory;
    private final JdbcCatalog catalog = new JdbcCatalog();

    /**
     * Opens the lake.
     *
     * @param directory where the tables are; made when it is not there
     * @param jdbcUrl database of the catalog
     * @param jdbcUser name to sign in with
     * @param jdbcPassword password to sign in with
     * @throws RuntimeException when the database cannot be reached
     */
    public Lake(Path directory, String jdbcUrl, String jdbcUser, String jdbcPassword) {
        this.directory = directory;
        Configuration hadoop = new Configuration();
        // Checksum files beside every file serve no reader of the lake.
        hadoop.set("fs.file.impl", RawLocalFileSystem.class.getName());
        catalog.setConf(hadoop);
        catalog.initialize(
                NAMESPACE,
                Map.of(
                        CatalogProperties.URI,
                        jdbcUrl,
                        "jdbc.user",
                        jdbcUser,
                        "jdbc.password",
                        jdbcPassword,
                        CatalogProperties.WAREHOUSE_LOCATION,
                        directory.toString(),
                        CatalogProperties.FILE_IO_IMPL,
                        HadoopFileIO.class.getName()));
    }

    /** The table with the audit records, made when it is not there. */
    public Table audit() {
        if (!catalog.namespaceExists(Namespace.of(NAMESPACE))) {
            catalog.createNamespace(Namespace.of(NAMESPACE));
        }
        if (catalog.tableExists(TABLE)) {
            return catalog.loadTable(TABLE);
        }
        Path location = directory.resolve(AUDIT);
        return newestMetadata(location.resolve("metadata"))
                .map(file -> catalog.registerTable(TABLE, file.toString()))
                .orElseGet(() -> catalog.buildTable(TABLE, AuditColumns.SCHEMA)
                        .withPartitionSpec(AuditColumns.BY_DAY)
                        .withLocation(location.toString())
                        .withProperties(properties())
                        .create());
    }

    @Override
    public void close() {
        catalog.close();
    }

    private static Optional<Path> newestMetadata(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            // Names begin with a number of five digits that counts the versions.
            return files.filter(file -> file.getFileName().toString().endsWith(METADATA_SUFFIX))
                    .max(Comparator.comparingInt(Lake::version).thenComparingLong(Lake::modified));
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of the lake cannot be read: " + directory, e);
        }
    }

    private static int version(Path file) {
        String digits = file.getFileName().toString().replaceFirst("-.*", "");
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of the lake cannot be read: " + file, e);
        }
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put(TableProperties.FORMAT_VERSION, "2");
        properties.put("comment", "One row per audit record of Millrace");
        // Small row groups and dictionaries: the writer shares its memory with everything else in the JVM.
        properties.put(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, Integer.toString(8 << 20));
        properties.put(TableProperties.PARQUET_PAGE_SIZE_BYTES, Integer.toString(256 << 10));
        properties.put(TableProperties.PARQUET_DICT_SIZE_BYTES, Integer.toString(256 << 10));
        properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
        properties.put(TableProperties.PARQUET_COMPRESSION_LEVEL, "1");
        properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
        properties.put(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20");
        for (String column : new String[] {"input", "detail", "events"}) {
            properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + column, "none");
        }
        return properties;
    }
}
