package dev.tapbench.drivers.pcsc;

import dev.tapbench.ports.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** A card behind a virtual reader that has the answer to reset and the answers that a test gives it. */
final class WireCard implements AutoCloseable {
    private static final int POWER_ON = 1;
    private static final int ANSWER_TO_RESET = 4;

    private final Socket socket;
    private final Bytes answerToReset;
    private final UnaryOperator<Bytes> answers;
    private final List<Bytes> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch power = new CountDownLatch(1);
    private final Thread thread = new Thread(this::serve, "wire card");

    WireCard(int port, Bytes answerToReset, UnaryOperator<Bytes> answers) throws IOException {
        this.answerToReset = answerToReset;
        this.answers = answers;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        thread.start();
    }

    /** Until the service has seen the card. */
    void awaitPower() throws InterruptedException {
        power.await();
    }

    /** The commands as they came to the card. */
    List<Bytes> heard() {
        return heard;
    }

    private void serve() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                byte[] frame = new byte[in.readUnsignedShort()];
                in.readFully(frame);
                if (frame.length == 1) {
                    if (frame[0] == POWER_ON) {
                        power.countDown();
                    } else if (frame[0] == ANSWER_TO_RESET) {
                        answer(out, answerToReset);
                    }
                } else {
                    heard.add(Bytes.of(frame));
                    answer(out, answers.apply(Bytes.of(frame)));
                }
            }
        } catch (EOFException | SocketException ended) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(DataOutputStream out, Bytes bytes) throws IOException {
        byte[] frame = new byte[bytes.length() + 2];
        frame[0] = (byte) (bytes.length() >> 8);
        frame[1] = (byte) bytes.length();
        System.arraycopy(bytes.toArray(), 0, frame, 2, bytes.length());
        out.write(frame);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
