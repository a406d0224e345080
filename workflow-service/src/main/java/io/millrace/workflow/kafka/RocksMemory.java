package io.millrace.workflow.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/** Lets all stores of the process share one bounded piece of memory, instead of 98 MB each. */
public final class RocksMemory implements RocksDBConfigSetter {
    private static final long TOTAL_BYTES = 96L << 20;
    private static final long WRITE_BUFFERS_BYTES = 48L << 20;
    private static final long ONE_WRITE_BUFFER_BYTES = 8L << 20;
    private static final LRUCache CACHE = new LRUCache(TOTAL_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

    /** For Kafka Streams, which makes one for each store. */
    public RocksMemory() {}

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configuration) {
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(CACHE);
            table.setCacheIndexAndFilterBlocks(true);
            table.setFilterPolicy(new BloomFilter(10));
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(ONE_WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String store, Options options) {
        // Cache and buffers belong to the process, not to one store.
    }
}
