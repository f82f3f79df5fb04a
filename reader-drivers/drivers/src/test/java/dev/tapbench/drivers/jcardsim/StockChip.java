package dev.tapbench.drivers.jcardsim;

import com.licel.jcardsim.base.Simulator;
import com.licel.jcardsim.utils.AIDUtil;
import java.util.HexFormat;
import javacard.framework.AID;
import javacard.framework.Applet;

/** A card on jCardSim as it comes and as its manual uses it. Loaded apart, so that Tapbench's replacements are not there. */
public final class StockChip implements TestChip {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Simulator simulator = new Simulator();
    private final AID aid;

    /**
     * @param applet binary name of the applet's class
     * @param aid the instance's AID, hexadecimal
     */
    public StockChip(String applet, String aid) throws ClassNotFoundException {
        this.aid = AIDUtil.create(aid);
        byte[] parameters = HEX.parseHex(String.format("%02X", aid.length() / 2) + aid + "0000");
        Class<? extends Applet> type = Class.forName(applet).asSubclass(Applet.class);
        simulator.installApplet(this.aid, type, parameters, (short) 0, (byte) parameters.length);
    }

    @Override
    public String send(String command) {
        return HEX.formatHex(simulator.transmitCommand(HEX.parseHex(command)));
    }

    @Override
    public void select() {
        simulator.selectApplet(aid);
    }

    @Override
    public void reset() {
        simulator.reset();
    }
}
