package dev.tapbench.drivers.pcsc;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One context of the PC/SC service (PC/SC part 5; winscard.h), and the functions that a reader needs. */
final class Winscard implements AutoCloseable {
    private static final int SCOPE_SYSTEM = 2;
    private static final int SHARE_EXCLUSIVE = 1;
    private static final int UNPOWER = 2;
    private static final int T0 = 1;
    private static final int T1 = 2;
    /** SCARD_STATE_PRESENT. */
    private static final int PRESENT = 0x20;

    private static final int EXCLUSIVE = 0x80;
    private static final int IN_USE = 0x100;
    private static final int MUTE = 0x200;
    private static final int UNAWARE = 0;
    /** An extended response, ISO/IEC 7816-4, 5.1: 65536 bytes and the status word. */
    private static final int LONGEST_RESPONSE = 65_538;

    private final NativeLibrary functions;
    private final long context;
    private boolean open = true;

    /**
     * A connection to a card, which nobody else has.
     *
     * @param protocol 0 or 1, as in T=0 and T=1
     */
    record Connection(long handle, int protocol) {}

    private Winscard(NativeLibrary functions, long context) {
        this.functions = functions;
        this.context = context;
    }

    /**
     * A context of its own.
     *
     * @throws PcscException when the service does not answer
     * @throws DeviceException when the library is missing
     */
    static Winscard open() throws PcscException {
        NativeLibrary functions;
        try {
            functions = NativeLibrary.getInstance(Abi.fileName());
        } catch (UnsatisfiedLinkError e) {
            throw new DeviceException(
                    "the PC/SC library " + Abi.fileName()
                            + " is missing: on Debian 'apt-get install libpcsclite1 pcscd' brings it and the service",
                    e);
        }
        Memory context = Abi.out(Abi.HANDLE);
        call(functions, "SCardEstablishContext", Abi.word(SCOPE_SYSTEM), Pointer.NULL, Pointer.NULL, context);
        return new Winscard(functions, Abi.readHandle(context));
    }

    private static void call(NativeLibrary functions, String function, @Nullable Object... arguments)
            throws PcscException {
        int code;
        try {
            code = functions.getFunction(function).invokeInt(arguments);
        } finally {
            Reference.reachabilityFence(arguments);
        }
        if (code != 0) {
            throw new PcscException(function, code);
        }
    }

    /** The names of the readers that are plugged in. */
    List<String> readers() throws PcscException {
        Memory length = Abi.outWord(0);
        String function = Abi.withText("SCardListReaders");
        try {
            call(functions, function, Abi.handle(context), Pointer.NULL, Pointer.NULL, length);
            Memory names = Abi.out(Math.toIntExact(Math.max(1, Abi.readWord(length))));
            call(functions, function, Abi.handle(context), Pointer.NULL, names, length);
            return strings(names, Math.toIntExact(Abi.readWord(length)));
        } catch (PcscException e) {
            if (e.is(PcscError.NO_READERS)) {
                return List.of();
            }
            throw e;
        }
    }

    /** A multi-string: each ends with a zero, and all with one more. */
    private static List<String> strings(Memory memory, int length) {
        List<String> strings = new ArrayList<>();
        int at = 0;
        while (at < length && memory.getByte(at) != 0) {
            String text = memory.getString(at, StandardCharsets.UTF_8.name());
            strings.add(text);
            at += text.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return strings;
    }

    private static Memory text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Memory memory = Abi.out(bytes.length + 1);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }

    /** What a reader has in it now, for people. */
    String contents(String reader) throws PcscException {
        long state = state(reader, UNAWARE, Duration.ZERO);
        if ((state & PRESENT) == 0) {
            return "no card in it";
        }
        if ((state & MUTE) != 0) {
            return "a card in it that does not answer to power: turn it round, clean it";
        }
        return (state & (EXCLUSIVE | IN_USE)) == 0
                ? "a card in it"
                : "a card in it that another program holds: end that, often scdaemon of GnuPG or a browser";
    }

    /**
     * Waits until a card is there, or none is.
     *
     * @return whether that came true within the limit
     */
    boolean await(String reader, boolean present, Duration limit) throws PcscException {
        long end = System.nanoTime() + limit.toNanos();
        long state = state(reader, UNAWARE, Duration.ZERO);
        while (((state & PRESENT) != 0) != present) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            state = state(reader, state & 0xFFFF, Duration.ofNanos(left));
        }
        return true;
    }

    /** The state of a reader as soon as it differs from the known one, or at the end of the limit. */
    private long state(String reader, long known, Duration limit) throws PcscException {
        Memory name = text(reader);
        Memory state = Abi.readerState(name, known);
        try {
            call(
                    functions,
                    Abi.withText("SCardGetStatusChange"),
                    Abi.handle(context),
                    Abi.word(limit.toMillis()),
                    state,
                    Abi.word(1));
        } catch (PcscException e) {
            if (!e.is(PcscError.TIMEOUT)) {
                throw e;
            }
        } finally {
            Reference.reachabilityFence(name);
        }
        return Abi.eventState(state);
    }

    /** Powers the card up, for us alone. */
    Connection connect(String reader) throws PcscException {
        Memory handle = Abi.out(Abi.HANDLE);
        Memory protocol = Abi.outWord(0);
        call(
                functions,
                Abi.withText("SCardConnect"),
                Abi.handle(context),
                text(reader),
                Abi.word(SHARE_EXCLUSIVE),
                Abi.word(T0 | T1),
                handle,
                protocol);
        return new Connection(Abi.readHandle(handle), Abi.readWord(protocol) == T1 ? 1 : 0);
    }

    Bytes transmit(Connection card, Bytes command) throws PcscException {
        Memory sent = Abi.out(command.length());
        sent.write(0, command.toArray(), 0, command.length());
        Memory received = new Memory(LONGEST_RESPONSE);
        Memory length = Abi.outWord(LONGEST_RESPONSE);
        call(
                functions,
                "SCardTransmit",
                Abi.handle(card.handle()),
                Abi.ioRequest(card.protocol() == 1 ? T1 : T0),
                sent,
                Abi.word(command.length()),
                Pointer.NULL,
                received,
                length);
        return Bytes.of(received.getByteArray(0, Math.toIntExact(Abi.readWord(length))));
    }

    /** Takes the power or the field from the card. */
    void powerDown(Connection card) throws PcscException {
        call(functions, "SCardDisconnect", Abi.handle(card.handle()), Abi.word(UNPOWER));
    }

    /** Gives the context back; a service that is gone has none to give back. */
    @Override
    public void close() {
        if (open) {
            open = false;
            int ignored = functions.getFunction("SCardReleaseContext").invokeInt(new Object[] {Abi.handle(context)});
        }
    }
}
