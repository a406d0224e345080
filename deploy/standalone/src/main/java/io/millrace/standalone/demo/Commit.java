package io.millrace.standalone.demo;

import java.util.List;

/**
 * A commit of a repository.
 *
 * @param id hash of the commit, 40 hexadecimal digits
 * @param author name of who wrote it
 * @param time when, in ISO 8601
 * @param message its first line
 * @param added paths that it added
 * @param removed paths that it removed
 * @param modified paths that it changed or moved
 */
record Commit(
        String id,
        String author,
        String time,
        String message,
        List<String> added,
        List<String> removed,
        List<String> modified) {

    Commit {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        modified = List.copyOf(modified);
    }
}
