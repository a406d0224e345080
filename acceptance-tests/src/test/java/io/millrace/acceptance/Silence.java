package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A callee that says nothing until it is told to, and notices when its caller hangs up. */
final class Silence implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final ServerSocket server;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    Silence() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** A caller on the line. */
    record Call(Socket line) {
        /** Answers with an empty object. */
        void answer() {
            try {
                line.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                                        + "Connection: close\r\n\r\n{}")
                                .getBytes(StandardCharsets.US_ASCII));
                line.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits until the caller hangs up; false when it does not in time. */
        boolean endsWithin(int seconds) {
            try {
                line.setSoTimeout(seconds * 1_000);
                line.getInputStream().readAllBytes();
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                calls.add(new Call(server.accept()));
            }
        } catch (IOException closed) {
            calls.clear();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    /** The next call, awaited. */
    Call next() {
        try {
            Call call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("nobody called");
            }
            return call;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
