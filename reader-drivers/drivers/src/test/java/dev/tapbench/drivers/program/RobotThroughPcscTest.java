package dev.tapbench.drivers.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.drivers.jcardsim.ProbeCards;
import dev.tapbench.drivers.pcsc.PcscDriver;
import dev.tapbench.drivers.pcsc.PcscService;
import dev.tapbench.drivers.vpcd.VpcdPresenterDriver;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PresentedReader;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.Reader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A robot at a reader of the system's PC/SC service: a script that tells the robot's controller what to do and waits until it is
 * done. The controller, here a thread, moves cards in the virtual reader.
 */
@SuppressWarnings("NullAway.Init")
@Timeout(120)
class RobotThroughPcscTest {
    private static final Presenter.Place PLACE = new Presenter.Place("Virtual PCD 00 00", Medium.CONTACTLESS);

    @TempDir
    private Path folder;

    private final Card first = card(1);
    private final Card second = card(2);
    private final Map<String, Card> rack = Map.of(first.id(), first, second.id(), second);
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private PcscService service;
    private Presenter gripper;
    private ServerSocket controller;
    private Thread robot;

    private static Card card(long seed) {
        return ProbeCards.card(ProbeCards.reader("jcardsim:"), CardBlueprint.Power.FIELD, seed);
    }

    @BeforeEach
    void start() throws IOException {
        service = PcscService.open();
        gripper = new VpcdPresenterDriver()
                .open(Target.parse("vpcd:35963"), medium -> ProbeCards.reader("jcardsim:?medium=" + medium.label()));
        controller = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        robot = new Thread(this::serve, "robot");
        robot.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            controller.close();
            robot.join();
            gripper.close();
            service.close();
        }
    }

    private void serve() {
        try {
            while (true) {
                try (Socket call = controller.accept();
                        InputStream in = call.getInputStream();
                        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
                        PrintStream out = new PrintStream(call.getOutputStream(), true, UTF_8)) {
                    String order = lines.readLine();
                    orders.add(order);
                    String[] words = order.split("\\|", -1);
                    if (words[0].equals("present")) {
                        gripper.present(Objects.requireNonNull(rack.get(words[1])), PLACE);
                    } else {
                        gripper.takeAway(PLACE);
                    }
                    out.println("done");
                }
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Target script() throws IOException {
        Path file = Files.writeString(folder.resolve("robot.sh"), """
                #!/bin/bash
                exec 3<>/dev/tcp/127.0.0.1/%d
                echo "$1|$2|$3|$4" >&3
                read -r answer <&3
                [ "$answer" = done ]
                """.formatted(controller.getLocalPort()));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return new ProgramDriver().seenFrom(folder, Target.parse("program:./robot.sh"));
    }

    private static Bytes drawn(Reader reader, Card card) {
        try (CardLink link = reader.tap(card)) {
            ProbeCards.select(link);
            return ProbeCards.send(link, "8008000008");
        }
    }

    @Test
    void itBringsEachCardAndTakesItAway() throws IOException {
        Presenter presenter = new ProgramDriver().open(script(), medium -> {
            throw new AssertionError("a robot carries its own cards");
        });
        try (Reader reader =
                new PresentedReader(new PcscDriver().open(Target.parse("pcsc:Virtual PCD 00 00")), presenter)) {
            Bytes drawn = drawn(reader, first);
            assertThat(drawn(reader, first)).isNotEqualTo(Bytes.empty());
            assertThat(drawn(reader, second)).isNotEqualTo(drawn);
        }
        presenter.close();
        assertThat(orders)
                .containsExactly(
                        "present|probe-1|contactless|Virtual PCD 00 00",
                        "remove|probe-1|contactless|Virtual PCD 00 00",
                        "present|probe-2|contactless|Virtual PCD 00 00",
                        "remove|probe-2|contactless|Virtual PCD 00 00");
    }
}
