package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.CloseableIterable;

/** Reads the audit table with Iceberg's own reader, from its newest metadata file: no code of ours takes part. */
final class LakeTable {
    private final Path directory;

    LakeTable(Path directory) {
        this.directory = directory;
    }

    /** The ids of all audit records in the table; each as often as it stands there. */
    List<String> ids() {
        BaseTable table = new BaseTable(
                new StaticTableOperations(newestMetadata().toString(), new HadoopFileIO(new Configuration())), "audit");
        List<String> ids = new ArrayList<>();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(table).select("id").build()) {
            rows.forEach(row -> ids.add(String.valueOf(row.getField("id"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids;
    }

    private Path newestMetadata() {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".metadata.json"))
                    .max(Comparator.comparing(file -> file.getFileName().toString()))
                    .orElseThrow(() -> new AssertionError("no Iceberg table below " + directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
