package io.millrace.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Reads the table with the audit records with Iceberg's own reader, from its newest metadata file: nothing of the
 * running server takes part.
 *
 * @param directory of the table
 */
record LakeTable(Path directory) {
    private static final Set<String> ENDS = Set.of("completed", "faulted", "cancelled");
    private static final String SUFFIX = ".metadata.json";

    /**
     * What the table says.
     *
     * @param rows how many there are
     * @param ended runs that ended, each once however often its end stands there
     * @param endings how often an end stands there
     */
    record Account(int rows, Set<String> ended, int endings) {}

    /** Reads the newest snapshot; empty while there is none. */
    Optional<Account> read() throws IOException {
        Optional<Path> metadata = newestMetadata();
        if (metadata.isEmpty()) {
            return Optional.empty();
        }
        BaseTable table = new BaseTable(
                new StaticTableOperations(metadata.get().toString(), new HadoopFileIO(new Configuration())), "audit");
        int rows = 0;
        int endings = 0;
        Set<String> ended = new HashSet<>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(table)
                .select("kind", "outcome", "status", "run_id")
                .build()) {
            for (Record record : records) {
                rows++;
                if (isEnd(record)) {
                    endings++;
                    ended.add(String.valueOf(record.getField("run_id")));
                }
            }
        }
        return Optional.of(new Account(rows, ended, endings));
    }

    private static boolean isEnd(Record record) {
        return String.valueOf(record.getField("kind")).equals("run.input")
                && String.valueOf(record.getField("outcome")).equals("ACCEPTED")
                && ENDS.contains(String.valueOf(record.getField("status")));
    }

    private Optional<Path> newestMetadata() throws IOException {
        Path metadata = directory.resolve("metadata");
        if (!Files.isDirectory(metadata)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(metadata)) {
            // Names begin with a number of five digits that counts the versions.
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .max(Comparator.comparing(file -> file.getFileName().toString()));
        }
    }
}
