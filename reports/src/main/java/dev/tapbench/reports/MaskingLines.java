package dev.tapbench.reports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Masks text line by line before it reaches the stream beneath. */
final class MaskingLines extends OutputStream {
    private final OutputStream out;
    private final Masker masker;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    MaskingLines(OutputStream out, Masker masker) {
        this.out = out;
        this.masker = masker;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            pass();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    private void pass() throws IOException {
        out.write(masker.text(line.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        line.reset();
    }

    /** Whole lines only: half a line could hold half a secret. */
    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        pass();
        out.close();
    }
}
