package io.millrace.gateway.http;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Runs what waits, such as a write that is read back, on virtual threads, away from the threads that serve requests. */
@Component
public final class Blocking implements DisposableBean {
    private final Scheduler scheduler = Schedulers.fromExecutorService(
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("management-", 0).factory()),
            "management");

    Blocking() {}

    /** What the work gives, or what it throws. */
    public <T> Mono<T> call(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
