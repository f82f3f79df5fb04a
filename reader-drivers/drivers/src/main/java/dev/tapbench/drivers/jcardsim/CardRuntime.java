package dev.tapbench.drivers.jcardsim;

import com.licel.jcardsim.base.ApduCase;
import com.licel.jcardsim.base.NotImplementedException;
import com.licel.jcardsim.base.SimulatorRuntime;
import com.licel.jcardsim.crypto.ChipRandom;
import dev.tapbench.drivers.jcardsim.chip.CardCopy;
import dev.tapbench.drivers.jcardsim.chip.Chip;
import dev.tapbench.drivers.jcardsim.chip.NonVolatileMemory;
import dev.tapbench.drivers.jcardsim.chip.Places;
import dev.tapbench.drivers.jcardsim.chip.PowerLoss;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PowerCutException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import javacard.framework.AID;
import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import org.jspecify.annotations.Nullable;

/** The runtime of one card: its own, so that no state is shared between cards. Not thread-safe: the card locks. */
final class CardRuntime extends SimulatorRuntime implements ChipRandom {
    private final String card;
    private final long seed;
    private final Chip chip;
    private Entropy.Seeded random;
    private @Nullable Medium active;

    /** @param places where the applets' classes write */
    CardRuntime(String card, long seed, Places places) {
        this(card, seed, new Chip(places), Entropy.seeded(seed, "chip"));
    }

    private CardRuntime(String card, long seed, Chip chip, Entropy.Seeded random) {
        super(chip.transients());
        this.card = card;
        this.seed = seed;
        this.chip = chip;
        this.random = random;
        chip.transients().setGlobal(shortAPDU.getBuffer(), extendedAPDU.getBuffer());
    }

    /** A card that is like this one to the last bit and shares nothing with it. Nothing is selected on either. */
    CardRuntime copy(String name) {
        CardCopy copies = new CardCopy();
        Chip copiedChip = copies.whole(chip);
        CardRuntime copy = new CardRuntime(name, seed, copiedChip, random.copy());
        applets.forEach((aid, instance) -> {
            AID sameAid = copies.whole(aid);
            WatchedApplet watched = (WatchedApplet) instance.getApplet();
            copy.applets.put(
                    sameAid, new ApplicationInstance(sameAid, new WatchedApplet(copies.whole(watched.applet()))));
        });
        copiedChip.adopt(chip, copies);
        return copy;
    }

    NonVolatileMemory memory() {
        return chip.memory();
    }

    /** How long the chip has worked by its timing model. */
    long workedNanos() {
        return chip.timer().nanos();
    }

    @Override
    public void fill(byte[] buffer, int offset, int length) {
        System.arraycopy(random.bytes(length).toArray(), 0, buffer, offset, length);
    }

    @Override
    public void addSeed(byte[] material) {
        // The next bytes of the old stream carry all seeds so far into the new one.
        random = Entropy.seeded(seed, "chip " + random.bytes(32) + " " + Bytes.of(material));
    }

    private void activate() {
        activateSimulatorRuntimeInstance();
        chip.run();
    }

    /**
     * INSTALL [for install] as a card manager hands it to the applet (Java Card 3.0.5 API, Applet.install): length and
     * instance AID, length and control information (none), length and application parameters.
     *
     * @throws ProductException when the applet's install method crashes, refuses or does not register
     */
    void install(CardBlueprint.Applet applet, Class<?> type) {
        activate();
        byte[] data = Bytes.concat(
                        Bytes.of(applet.aid().length()),
                        applet.aid(),
                        Bytes.of(0),
                        Bytes.of(applet.parameters().length()),
                        applet.parameters())
                .toArray();
        AID expected =
                new AID(applet.aid().toArray(), (short) 0, (byte) applet.aid().length());
        registrationCallback.set((instance, registered) -> {
            AID aid = registered == null ? expected : registered;
            applets.put(aid, new ApplicationInstance(aid, new WatchedApplet(instance)));
        });
        try {
            Method install = type.getMethod("install", byte[].class, short.class, byte.class);
            install.invoke(null, data, (short) 0, (byte) data.length);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof DeviceException ours) {
                throw ours;
            }
            throw new ProductException(
                    where(applet) + ": expected to be installed, but install threw "
                            + describe(e.getCause() == null ? e : e.getCause()),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    where(applet) + ": expected a public static install(byte[], short, byte): " + e, e);
        } finally {
            registrationCallback.remove();
        }
        if (lookupApplet(expected) == null) {
            throw new ProductException(where(applet) + ": expected install to register the AID " + applet.aid()
                    + ", but it registered " + (applets.isEmpty() ? "nothing" : "another"));
        }
    }

    private String where(CardBlueprint.Applet applet) {
        return "applet " + applet.className() + " on card '" + card + "'";
    }

    /**
     * Power off and on: both kinds of volatile memory are zero, nothing is selected, what a torn transaction wrote is put back.
     *
     * @throws PowerCutException when power was cut in the middle of that, as the bench had ordered
     */
    void powerUp() {
        activate();
        reset();
        active = null;
        try {
            chip.powerUp();
        } catch (PowerLoss cut) {
            throw cut(cut, "while it put back what a torn transaction had written");
        }
    }

    /** The field of one interface comes or goes while the chip stays powered: what it had selected is deselected. */
    void fieldChange(Medium medium) {
        if (active == medium) {
            activate();
            deselectAll();
        }
    }

    private void deselectAll() {
        try {
            deselect(lookupApplet(getAID()));
        } catch (PowerLoss cut) {
            throw cut(cut, "while its application was deselected");
        }
        currentAID = null;
        active = null;
    }

    @Override
    protected void deselect(@Nullable ApplicationInstance instance) {
        super.deselect(instance);
        chip.deselect();
    }

    /**
     * One command over one interface. The chip has one selection for all its interfaces: a command over another interface
     * than the last one's finds nothing selected.
     *
     * @throws ProductException when the applet crashes
     * @throws PowerCutException when power was cut in the middle, as the bench had ordered
     */
    byte[] exchange(Medium medium, byte[] command) {
        if (command.length < 4) {
            throw new IllegalArgumentException("a command APDU has at least 4 bytes (ISO/IEC 7816-4, 5.1), not "
                    + command.length + ": " + Bytes.of(command));
        }
        activate();
        if (active != medium) {
            deselectAll();
            changeProtocol(protocol(medium));
            active = medium;
        }
        byte[] response = answer(command);
        chip.timer().command(medium, command.length + response.length);
        return response;
    }

    private byte[] answer(byte[] command) {
        if (!wellFormed(command)) {
            return status(ISO7816.SW_WRONG_LENGTH);
        }
        if (getAID() == null && isAppletSelectionApdu(command) && nobodyHas(command)) {
            // Where the issuer's domain is selected by default, as on cards, it answers "not found";
            // jCardSim says 6999.
            return status(ISO7816.SW_FILE_NOT_FOUND);
        }
        try {
            byte[] response = transmitCommand(command);
            Throwable crash = takeCrash();
            chip.memory().requirePower();
            if (getTransactionDepth() != 0) {
                // Java Card 3.0.5 RE, 7.6.2: the runtime aborts what an applet leaves open; jCardSim does not.
                abortTransaction();
            }
            requireNoCrash(crash, command);
            return response;
        } catch (PowerLoss cut) {
            throw cut(cut, "in the command " + header(command));
        }
    }

    private PowerCutException cut(PowerLoss loss, String when) {
        return new PowerCutException(
                "card '" + card + "' lost its power " + when + ", before " + loss.next()
                        + ": the bench had ordered it; tap the card again",
                loss.next());
    }

    private void requireNoCrash(@Nullable Throwable crash, byte[] command) {
        if (crash instanceof DeviceException ours) {
            throw ours;
        }
        if (crash instanceof NotImplementedException) {
            throw new DeviceException(
                    "jCardSim lacks what the applet on card '" + card + "' calls in " + header(command) + ": "
                            + describe(crash),
                    crash);
        }
        if (crash != null) {
            throw new ProductException(
                    "the applet on card '" + card + "' crashed in the command " + header(command)
                            + ": expected a response or an ISOException, came " + describe(crash),
                    crash);
        }
    }

    @Override
    public void beginTransaction() {
        chip.memory().begin();
        super.beginTransaction();
    }

    @Override
    public void commitTransaction() {
        chip.memory().commit();
        super.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        chip.memory().abort();
        super.abortTransaction();
    }

    @Override
    public short getUnusedCommitCapacity() {
        return chip.memory().unusedCapacity();
    }

    @Override
    public short getMaxCommitCapacity() {
        return NonVolatileMemory.COMMIT_CAPACITY - NonVolatileMemory.ENTRY;
    }

    private boolean nobodyHas(byte[] select) {
        return findAppletForSelectApdu(select, ApduCase.getCase(select)) == null;
    }

    private static boolean wellFormed(byte[] command) {
        try {
            ApduCase.getCase(command);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private @Nullable Throwable takeCrash() {
        Throwable first = null;
        for (ApplicationInstance instance : applets.values()) {
            Throwable crash = ((WatchedApplet) instance.getApplet()).takeCrash();
            first = first == null ? crash : first;
        }
        return first;
    }

    @Override
    public boolean isAppletSelecting(Object applet) {
        return selecting && getApplet(getAID()) instanceof WatchedApplet watched && watched.applet() == applet;
    }

    private static byte[] status(short word) {
        return new byte[] {(byte) (word >> 8), (byte) word};
    }

    /** The header only: the data may be secret. */
    private static String header(byte[] command) {
        return Bytes.of(command).slice(0, 4).toHex();
    }

    private static String describe(Throwable e) {
        if (e instanceof ISOException status) {
            return String.format("status word %04X", status.getReason() & 0xFFFF);
        }
        StackTraceElement[] trace = e.getStackTrace();
        return e + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private static byte protocol(Medium medium) {
        return switch (medium) {
            case CONTACT_T0 -> APDU.PROTOCOL_T0;
            case CONTACT_T1, WIRED -> APDU.PROTOCOL_T1;
            case CONTACTLESS -> (byte) (APDU.PROTOCOL_MEDIA_CONTACTLESS_TYPE_A | APDU.PROTOCOL_T1);
        };
    }
}
