package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.slice;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.model.Decision;
import dev.tapbench.risk.model.DeviceState;
import dev.tapbench.risk.model.IssuerWord;
import dev.tapbench.risk.model.ResultBit;
import dev.tapbench.risk.model.ScriptCommand;
import dev.tapbench.risk.model.Settings;
import dev.tapbench.risk.model.Tap;
import dev.tapbench.risk.model.Verification;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The applet, through the commands that terminals, issuers and a phone's processor send. */
final class AppletSide implements RiskSide {
    private static final int CARD_BLOCKED = 0x6A81;
    private static final int WARNING_BLOCKED = 0x6283;
    private static final int UNLIMITED = 255;
    private static final String OWN = "0978";

    private final TestCard card;
    private final Terminal terminal;
    private final boolean phone;
    /** What the last request for a load brought, and its amount. */
    private Optional<Ac> load = Optional.empty();

    private long loadAmount;

    AppletSide(TestCard blank, TestCard.Profile profile, boolean phone) {
        this.phone = phone;
        card = blank.personalize(profile);
        terminal = new Terminal(card);
    }

    @Override
    public String take(RiskStep step) {
        if (step instanceof RiskStep.Pay pay) {
            return pay(pay);
        }
        if (step instanceof RiskStep.LoadRequested requested) {
            return loadRequested(requested.amount());
        }
        if (step instanceof RiskStep.LoadAnswered answered) {
            return loadAnswered(answered.genuine());
        }
        if (step instanceof RiskStep.LoadPin pin) {
            return loadPin(pin.right());
        }
        if (step instanceof RiskStep.Verify verify) {
            return onPhone(verify.method(), verify.right());
        }
        if (step instanceof RiskStep.Script script) {
            return script(script.command());
        }
        if (step instanceof RiskStep.Set set) {
            return set(set);
        }
        if (step instanceof RiskStep.Disarm) {
            card.wired();
            card.select();
            card.send("00DADF250100");
        } else {
            card.reset();
        }
        return "done";
    }

    private static String block(boolean right) {
        return right ? Terminal.RIGHT_PIN : Terminal.WRONG_PIN;
    }

    private static String verified(int sw) {
        if (sw == 0x9000) {
            return Verification.VALID.toString();
        }
        if ((sw & 0xFFF0) == 0x63C0) {
            return Verification.WRONG.toString();
        }
        return switch (sw) {
            case 0x6983 -> Verification.NO_TRY_LEFT.toString();
            case 0x6985 -> Verification.NOT_ASKED_FOR.toString();
            case 0x6A88 -> Verification.NO_SUCH_METHOD.toString();
            case 0x6300 -> Verification.WRONG.toString();
            default -> "VERIFY answered %04X".formatted(sw);
        };
    }

    private boolean selects() {
        int sw = card.select().sw();
        if (sw != 0x9000 && sw != WARNING_BLOCKED && sw != CARD_BLOCKED) {
            throw new AssertionError("SELECT answered %04X".formatted(sw));
        }
        return sw != CARD_BLOCKED;
    }

    // A purchase

    private String pay(RiskStep.Pay pay) {
        boolean tapped = pay.tap().contactless();
        if (tapped) {
            card.tap();
        } else {
            card.wired();
        }
        if (!selects()) {
            return pay.pin().map(right -> Verification.NOT_ASKED_FOR + " ").orElse("") + Decision.DECLINED + " []";
        }
        card.send("80A8000002830000").ok();
        String pin = pay.pin()
                .map(right -> verified(card.send("0020008008" + block(right)).sw()) + " ")
                .orElse("");
        terminal.currency = switch (pay.tap().currency()) {
            case OWN -> OWN;
            case WITH_RATE -> RiskOnCard.WITH_RATE;
            case OTHER -> "0826";
        };
        terminal.terminalType = terminalType(pay.tap());
        String p1 = switch (pay.tap().asks()) {
            case DECLINED -> "00";
            case APPROVED -> "40";
            case ISSUER_ASKED -> "80";
        };
        Ac first = terminal.firstCryptogram(p1, RiskOnCard.n12(pay.tap().amount()), "00");
        boolean asks = first.has(0xDF4B) && (first.value(0xDF4B)[0] & 0x10) != 0;
        Decision decision = decision(first);
        String said = pin + decision + (asks ? " asks " : " ") + results(first);
        if (decision != Decision.ISSUER_ASKED) {
            return said;
        }
        return said + (decision(second(pay, first)) == Decision.APPROVED ? " certified" : " declined");
    }

    /** EMV Book 4, A1. */
    private static String terminalType(Tap tap) {
        if (tap.unattended()) {
            return tap.online() ? "25" : "26";
        }
        return tap.online() ? Terminal.ONLINE_CAPABLE : Terminal.OFFLINE_ONLY;
    }

    private Ac second(RiskStep.Pay pay, Ac first) {
        String amount = RiskOnCard.n12(pay.tap().amount());
        return switch (pay.line()) {
            case ANSWERS ->
                terminal.second(
                        "40", amount, Terminal.APPROVED_CODE, terminal.issuerAnswer(first, statusUpdate(pay.word())));
            case BRINGS_A_FORGERY -> terminal.second("40", amount, Terminal.APPROVED_CODE, hex("1122334400800000"));
            case IS_DEAD -> terminal.second("40", amount, Terminal.UNABLE_APPROVED, Terminal.NO_ANSWER);
        };
    }

    /** EMV Book 3, C10. */
    private static String statusUpdate(IssuerWord word) {
        int second = word.counters().code();
        second |= word.approves() ? 0x80 : 0;
        second |= word.block() == IssuerWord.Block.CARD ? 0x40 : 0;
        second |= word.block() == IssuerWord.Block.APPLICATION ? 0x20 : 0;
        second |= word.tries() >= 0 ? 0x10 : 0;
        second |= word.onlineNext() ? 0x08 : 0;
        return "%02X%02X0000".formatted(Math.max(word.tries(), 0), second);
    }

    private static Decision decision(Ac cryptogram) {
        for (Decision decision : Decision.values()) {
            if (decision.code() << 6 == cryptogram.type()) {
                return decision;
            }
        }
        throw new AssertionError("cryptogram of type %02X".formatted(cryptogram.type()));
    }

    private static Set<ResultBit> results(Ac cryptogram) {
        Set<ResultBit> found = EnumSet.noneOf(ResultBit.class);
        int results = cryptogram.cvr()[2] & 0xFF;
        for (ResultBit bit : ResultBit.values()) {
            if ((results & bit.mask()) != 0) {
                found.add(bit);
            }
        }
        return found;
    }

    // A load

    private String loadRequested(long amount) {
        card.tap();
        load = Optional.empty();
        if (!selects()) {
            return "refused";
        }
        card.send("80A8000002830000").ok();
        terminal.currency = OWN;
        Ac first = terminal.firstCryptogram("80", RiskOnCard.n12(amount), "28");
        if (decision(first) != Decision.ISSUER_ASKED) {
            return "refused";
        }
        load = Optional.of(first);
        loadAmount = amount;
        return "opened";
    }

    private String loadAnswered(boolean genuine) {
        card.tap();
        if (load.isEmpty() || !selects()) {
            return "refused";
        }
        terminal.currency = OWN;
        byte[] answer = genuine ? terminal.issuerAnswer(load.get(), "00800000") : hex("1122334400800000");
        return terminal.secondOfLoad(RiskOnCard.n12(loadAmount), answer)
                .filter(ac -> decision(ac) == Decision.APPROVED)
                .map(ac -> "authenticated")
                .orElse("refused");
    }

    private String loadPin(boolean right) {
        card.tap();
        if (!selects()) {
            return Verification.NOT_ASKED_FOR.toString();
        }
        TestCard.Answer challenge = card.send("0084000000");
        if (challenge.sw() != 0x9000) {
            return verified(challenge.sw());
        }
        return verified(terminal.verify(block(right), challenge.data(), "7F").sw());
    }

    // The phone's processor

    private String onPhone(CvmMethod method, boolean right) {
        card.wired();
        if (!selects()) {
            return Verification.NOT_ASKED_FOR.toString();
        }
        return verified(
                switch (method) {
                    case PATTERN ->
                        card.send("0020008208" + (right ? TestCard.PATTERN : Terminal.WRONG_PIN))
                                .sw();
                    case SENSOR -> sensor(right);
                    default -> card.send("0020008008" + block(right)).sw();
                });
    }

    /** A blocked application gives no challenge. */
    private int sensor(boolean right) {
        TestCard.Answer challenge = card.send("0084000000");
        if (challenge.sw() != 0x9000) {
            return challenge.sw();
        }
        byte[] mac = HostCrypto.retailMac(TestCard.SENSOR_KEY, challenge.data());
        mac[0] = (byte) (right ? mac[0] : mac[0] ^ 1);
        return card.send("0020008308" + hex(mac)).sw();
    }

    // The issuer's scripts

    private String script(ScriptCommand command) {
        card.tap();
        if (!selects()) {
            return "not obeyed";
        }
        card.send("80A8000002830000").ok();
        terminal.currency = OWN;
        terminal.terminalType = Terminal.OFFLINE_ONLY;
        ScriptHost host = new ScriptHost(terminal.firstCryptogram("00", RiskOnCard.n12(0), "00"));
        int sw = card.send(command(host, command)).sw();
        return switch (sw) {
            case 0x9000 -> "obeyed";
            case 0x6A80 -> "not obeyed";
            default -> "the script answered %04X".formatted(sw);
        };
    }

    private static byte[] command(ScriptHost host, ScriptCommand command) {
        if (command instanceof ScriptCommand.PutCount put) {
            String tag = switch (put.which()) {
                case LOWER -> "9F14";
                case UPPER -> "9F23";
                case LOST_OR_STOLEN -> "DF46";
            };
            return host.protect("0CDA" + tag, "%02X".formatted(put.value()));
        }
        if (command instanceof ScriptCommand.PutAmount put) {
            String tag = switch (put.which()) {
                case LOWER -> "DF44";
                case UPPER -> "DF45";
                case LOST_OR_STOLEN -> "DF47";
                case MAXIMUM_BALANCE -> "DF43";
                case SPENT -> "DF4D";
            };
            return host.protect("0CDA" + tag, RiskOnCard.n12(put.value()));
        }
        if (command instanceof ScriptCommand.UnblockPin) {
            return host.protect("8C240000", "");
        }
        if (command instanceof ScriptCommand.BlockApplication) {
            return host.protect("8C1E0000", "");
        }
        return host.protect(command instanceof ScriptCommand.UnblockApplication ? "8C180000" : "8C160000", "");
    }

    private String set(RiskStep.Set set) {
        if (!onPhone(CvmMethod.PASSCODE, set.right()).equals(Verification.VALID.toString())) {
            return "not taken";
        }
        Settings wanted = set.wanted();
        String amount = wanted.above() == RiskProfile.NO_AMOUNT_LIMIT ? "FFFFFFFFFFFF" : RiskOnCard.n12(wanted.above());
        int sw = card.send("00DADF2408%02X%s%02X".formatted(wanted.always() ? 1 : 0, amount, wanted.payments()))
                .sw();
        return switch (sw) {
            case 0x9000 -> "taken";
            case 0x6A80 -> "not taken";
            default -> "PUT DATA answered %04X".formatted(sw);
        };
    }

    // What it remembers

    @Override
    public String memory() {
        card.wired();
        if (!selects()) {
            return "blocked";
        }
        byte[] counters = card.getData("DF23");
        byte[] pending = card.getData("DF21");
        boolean asks = phone && (card.getData("DF4B")[0] & 0x10) != 0;
        return String.format(
                "first %d %d of %d, second %d %d, tries %d, load %s %d, loads %d%s",
                counters[0] & UNLIMITED,
                amount(counters, 1),
                amount(counters, 15),
                counters[21] & UNLIMITED,
                amount(counters, 22),
                card.getData("9F17")[0],
                pending(pending[0]),
                amount(pending, 3),
                ((pending[11] & 0xFF) << 8) | (pending[12] & 0xFF),
                asks ? ", asks for its holder" : "");
    }

    private static DeviceState.Pending pending(byte state) {
        return switch (state) {
            case 0 -> DeviceState.Pending.NONE;
            case 1 -> DeviceState.Pending.OPEN;
            case 2 -> DeviceState.Pending.AUTHENTICATED;
            default -> throw new AssertionError("DF21 tells of a load in state " + state);
        };
    }

    private static long amount(byte[] from, int at) {
        return Long.parseLong(hex(slice(from, at, 6)));
    }
}
