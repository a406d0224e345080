package io.millrace.audit.http;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;

/**
 * Runs calls that block, each on a virtual thread. A call is never interrupted, not even when nobody waits for it any
 * more: an interrupt in the middle of file access would close the embedded database.
 */
final class Blocking implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    <T> Mono<T> call(Callable<T> call) {
        return Mono.fromFuture(
                () -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return call.call();
                            } catch (RuntimeException e) {
                                throw e;
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            }
                        },
                        threads),
                true);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
