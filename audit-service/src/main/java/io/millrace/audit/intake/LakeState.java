package io.millrace.audit.intake;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the table audit holds.
 *
 * @param metadata location of the metadata file that any Iceberg reader can open
 * @param snapshot id of the current snapshot; null while the table is empty
 * @param files number of data files in it
 * @param records number of rows in it
 * @param offsets by partition of the audit topic: the offset behind the last record in it
 */
public record LakeState(
        String metadata, @Nullable Long snapshot, long files, long records, Map<Integer, Long> offsets) {}
