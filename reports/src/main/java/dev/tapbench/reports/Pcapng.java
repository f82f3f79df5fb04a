package dev.tapbench.reports;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.ApduRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A record as a capture file, pcapng (IETF draft-ietf-opsawg-pcapng): each command and each answer is a packet of Wireshark's
 * upper PDUs (LINKTYPE_WIRESHARK_UPPER_PDU), which names the dissector {@code iso7816} and the direction. A tap is a comment on its
 * first packet. A record has no times: packets are a microsecond apart.
 */
public final class Pcapng {
    private static final int SECTION = 0x0A0D_0D0A;
    private static final int BYTE_ORDER = 0x1A2B_3C4D;
    private static final int INTERFACE = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int UPPER_PDU = 252;
    private static final int COMMENT = 1;
    /** Tags of exported PDUs, Wireshark's wiretap/exported_pdu_tlvs.h. */
    private static final int DISSECTOR_NAME = 12;

    private static final int DIRECTION = 35;
    private static final int SENT = 0;
    private static final int RECEIVED = 1;

    private Pcapng() {}

    /**
     * Writes a record; commands that stand for any command are left out.
     *
     * @return how many packets it has
     */
    public static int write(ApduRecord record, Path file) {
        List<ByteBuffer> blocks = new ArrayList<>();
        blocks.add(block(
                SECTION,
                buffer(16)
                        .putInt(BYTE_ORDER)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1)));
        blocks.add(block(
                INTERFACE,
                buffer(8).putShort((short) UPPER_PDU).putShort((short) 0).putInt(0)));
        int packets = 0;
        for (ApduRecord.Tap tap : record.taps()) {
            String comment = tap.card().isEmpty() ? "" : tap.card() + " " + tap.medium();
            for (ApduRecord.Exchange exchange : tap.exchanges()) {
                if (exchange.command().isPresent()) {
                    blocks.add(packet(packets++, SENT, exchange.command().get(), comment));
                    blocks.add(packet(packets++, RECEIVED, exchange.response(), ""));
                    comment = "";
                }
            }
        }
        try (SeekableByteChannel out =
                Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer block : blocks) {
                while (block.hasRemaining()) {
                    out.write(block);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the capture " + file + " cannot be written", e);
        }
        return packets;
    }

    private static ByteBuffer packet(int number, int direction, Bytes apdu, String comment) {
        byte[] dissector = "iso7816".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer pdu = ByteBuffer.allocate(4 + padded(dissector.length) + 8 + 4 + apdu.length());
        pdu.putShort((short) DISSECTOR_NAME).putShort((short) padded(dissector.length));
        pdu.put(dissector).put(new byte[padded(dissector.length) - dissector.length]);
        pdu.putShort((short) DIRECTION).putShort((short) 4).putInt(direction);
        pdu.putInt(0);
        pdu.put(apdu.toArray());
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        int options = text.length == 0 ? 0 : 4 + padded(text.length) + 4;
        ByteBuffer body = buffer(20 + padded(pdu.capacity()) + options)
                .putInt(0)
                .putInt(0)
                .putInt(number)
                .putInt(pdu.capacity())
                .putInt(pdu.capacity())
                .put(pdu.rewind())
                .put(new byte[padded(pdu.capacity()) - pdu.capacity()]);
        if (options > 0) {
            body.putShort((short) COMMENT)
                    .putShort((short) text.length)
                    .put(text)
                    .put(new byte[padded(text.length) - text.length])
                    .putInt(0);
        }
        return block(ENHANCED_PACKET, body);
    }

    private static ByteBuffer block(int type, ByteBuffer body) {
        int length = 12 + body.capacity();
        return buffer(length)
                .putInt(type)
                .putInt(length)
                .put(body.rewind())
                .putInt(length)
                .flip();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Everything stands at multiples of four bytes. */
    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }
}
