package io.millrace.audit.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;

/**
 * The Parquet files that rows are being streamed into, one per day. Few are open at a time, so that reading an old log
 * again, with rows of many days side by side, needs no more memory than one day does.
 */
final class OpenFiles {
    private static final int MOST_OPEN = 3;
    private static final long LARGEST_FILE = 128L << 20;

    private final Table table;
    private final OutputFileFactory names;
    private final FileWriterFactory<Record> writers;
    private final PartitionKey day;
    private final InternalRecordWrapper wrapper;
    /** The least recently used first. */
    private final Map<PartitionKey, DataWriter<Record>> open = new LinkedHashMap<>(8, 0.75f, true);

    private final List<DataFile> finished = new ArrayList<>();
    private long rows;

    OpenFiles(Table table) {
        this.table = table;
        this.names = OutputFileFactory.builderFor(table, 0, 0)
                .operationId(UUID.randomUUID().toString())
                .format(FileFormat.PARQUET)
                .build();
        this.writers = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build();
        this.day = new PartitionKey(table.spec(), table.schema());
        this.wrapper = new InternalRecordWrapper(table.schema().asStruct());
    }

    long rows() {
        return rows;
    }

    void write(Record row) {
        day.partition(wrapper.wrap(row));
        DataWriter<Record> writer = open.get(day);
        if (writer == null) {
            PartitionKey key = day.copy();
            writer = create(key);
            open.put(key, writer);
            closeSurplus();
        }
        writer.write(row);
        rows++;
        if (rows % 1_000 == 0 && writer.length() > LARGEST_FILE) {
            finish(writer);
            open.remove(day);
        }
    }

    /** Closes all files and gives them away; nothing can be written afterwards. */
    List<DataFile> complete() {
        open.values().forEach(this::finish);
        open.clear();
        return List.copyOf(finished);
    }

    /** Closes and deletes all files; must not be called once they were given to a commit. */
    void discard() {
        List<String> locations = new ArrayList<>();
        complete().forEach(file -> locations.add(file.location()));
        locations.forEach(table.io()::deleteFile);
    }

    private void closeSurplus() {
        Iterator<DataWriter<Record>> eldest = open.values().iterator();
        for (int surplus = open.size() - MOST_OPEN; surplus > 0; surplus--) {
            finish(eldest.next());
            eldest.remove();
        }
    }

    private DataWriter<Record> create(PartitionKey key) {
        return writers.newDataWriter(names.newOutputFile(key), table.spec(), key);
    }

    private void finish(DataWriter<Record> writer) {
        try {
            writer.close();
            finished.add(writer.toDataFile());
        } catch (IOException e) {
            throw new UncheckedIOException("A data file of the lake could not be written below " + table.location(), e);
        }
    }
}
