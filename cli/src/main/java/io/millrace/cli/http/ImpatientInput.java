package io.millrace.cli.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what a server sends and gives up when nothing comes for too long: a connection can die without a word. */
final class ImpatientInput extends FilterInputStream {
    private final Duration silence;
    private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Reads a body.
     *
     * @param silence how long a read may take
     */
    ImpatientInput(InputStream bytes, Duration silence) {
        super(bytes);
        this.silence = silence;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Future<Integer> reading = reader.submit(() -> in.read(bytes, offset, length));
        try {
            return reading.get(silence.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            throw new IOException("nothing came for " + silence.toMillis() / 1_000.0 + " s", silent);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException broken ? broken : new IOException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    @Override
    public void close() throws IOException {
        reader.shutdownNow();
        super.close();
    }
}
