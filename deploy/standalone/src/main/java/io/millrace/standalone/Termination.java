package io.millrace.standalone;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the process is told to end, by a signal (SIGTERM, SIGINT) or from inside. A JVM that a signal ends by
 * itself begins to shut down before anything could be closed in order, and says 143 to its parent; so the signals are
 * taken here. A second signal ends the process at once, which is no worse than {@code kill -9}.
 */
final class Termination {
    private static final int KILLED = 137;

    private final CountDownLatch told = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> starting;

    private Termination(Thread starting) {
        this.starting = new AtomicReference<>(starting);
    }

    /** Takes the signals from now on; until {@link #started()} they interrupt the calling thread: a start is given up. */
    static Termination watch() {
        Termination termination = new Termination(Thread.currentThread());
        termination.onSignal("TERM");
        termination.onSignal("INT");
        return termination;
    }

    /** From now on a signal interrupts nobody: what stops in order must not be disturbed at it. */
    void started() {
        starting.set(null);
        // A signal of this very moment let the latch go before.
        Thread.interrupted();
    }

    /** Ends the process because something cannot go on; the first reason counts. */
    void fail(String reason) {
        failure.compareAndSet(null, reason);
        told.countDown();
    }

    /** Whether the process was told to end. */
    boolean isTold() {
        return told.getCount() == 0;
    }

    /**
     * Waits for the end.
     *
     * @return why something cannot go on, or null after a signal
     */
    @Nullable
    String await() {
        try {
            told.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts the thread that waits for the end", e);
        }
        return failure.get();
    }

    private void signalled() {
        if (isTold()) {
            Runtime.getRuntime().halt(KILLED);
        }
        told.countDown();
        Thread interrupted = starting.getAndSet(null);
        if (interrupted != null) {
            interrupted.interrupt();
        }
    }

    /** The class of the JDK that takes signals is outside its API, so it is called by name, as Kafka does. */
    private void onSignal(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object taking = Proxy.newProxyInstance(
                    Termination.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            signalled();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), taking);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JVM cannot take the signal " + name, e);
        }
    }
}
