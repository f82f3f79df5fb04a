package dev.tapbench.risk.spark;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * The first try of the first task tells the test which worker it is of, halfway through its lives, and then waits for its end: it
 * can only be finished by another try.
 *
 * @param port where the test listens, on this machine
 */
record LosesItsWorker(int port) implements LivesOnSpark.Interference {
    @Override
    public void halfway(int task, int attempt) {
        if (task != 0 || attempt != 0) {
            return;
        }
        try (Socket test = new Socket(InetAddress.getLoopbackAddress(), port)) {
            long worker = ProcessHandle.current()
                    .parent()
                    .orElseThrow(() -> new IllegalStateException("an executor without a worker"))
                    .pid();
            new DataOutputStream(test.getOutputStream()).writeLong(worker);
            if (test.getInputStream().read() < 0) {
                throw new IllegalStateException("the test ended before this worker did");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
