package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.slice;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.model.Decision;
import dev.tapbench.risk.model.DeviceState;
import dev.tapbench.risk.model.IssuerWord;
import dev.tapbench.risk.model.ResultBit;
import dev.tapbench.risk.model.Settings;
import dev.tapbench.risk.model.Verification;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The applet, through the commands that terminals, issuers and a phone's processor send. */
final class AppletSide implements RiskSide {
    private static final int CARD_BLOCKED = 0x6A81;
    private static final int WARNING_BLOCKED = 0x6283;
    private static final int UNLIMITED = 255;

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

    /** What is put on a card for this profile. */
    static TestCard.Profile onCard(RiskProfile risk, boolean phone, int tries) {
        TestCard.Profile profile = new TestCard.Profile();
        boolean prepaid = risk.kind() == RiskProfile.Kind.PREPAID;
        profile.device = "%02X".formatted((phone ? 1 : 0) | (prepaid ? 2 : 0));
        profile.kind = prepaid ? "01" : "02";
        profile.maximum = n12(risk.maximumBalance().orElse(0));
        profile.funds = n12(risk.spending().upperAmount());
        profile.lowerCount = "%02X".formatted(risk.spending().lowerCount());
        profile.upperCount = "%02X".formatted(risk.spending().upperCount());
        profile.lowerAmount = risk.spending().lowerAmount().isPresent()
                ? n12(risk.spending().lowerAmount().getAsLong())
                : "";
        profile.mode = switch (risk.lostOrStolen().mode()) {
            case ANY -> "01";
            case ALL -> "02";
        };
        profile.secondCount = "%02X".formatted(risk.lostOrStolen().count());
        profile.secondAmount = n12(risk.lostOrStolen().amount());
        profile.tries = "%02X%02X".formatted(tries, tries);
        return profile;
    }

    private static String n12(long amount) {
        return "%012d".formatted(amount);
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
        if (step instanceof RiskStep.Passcode passcode) {
            return passcode(passcode.right());
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
        terminal.currency = pay.tap().foreign() ? "0840" : "0978";
        terminal.terminalType = pay.tap().online() ? Terminal.ONLINE_CAPABLE : Terminal.OFFLINE_ONLY;
        String p1 = switch (pay.tap().asks()) {
            case DECLINED -> "00";
            case APPROVED -> "40";
            case ISSUER_ASKED -> "80";
        };
        Ac first = terminal.firstCryptogram(p1, n12(pay.tap().amount()), "00");
        boolean asks = first.has(0xDF4B) && (first.value(0xDF4B)[0] & 0x10) != 0;
        Decision decision = decision(first);
        String said = pin + decision + (asks ? " asks " : " ") + results(first);
        if (decision != Decision.ISSUER_ASKED) {
            return said;
        }
        return said + (decision(second(pay, first)) == Decision.APPROVED ? " certified" : " declined");
    }

    private Ac second(RiskStep.Pay pay, Ac first) {
        String amount = n12(pay.tap().amount());
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
        terminal.currency = "0978";
        Ac first = terminal.firstCryptogram("80", n12(amount), "28");
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
        terminal.currency = "0978";
        byte[] answer = genuine ? terminal.issuerAnswer(load.get(), "00800000") : hex("1122334400800000");
        return terminal.secondOfLoad(n12(loadAmount), answer)
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

    private String passcode(boolean right) {
        card.wired();
        return selects()
                ? verified(card.send("0020008008" + block(right)).sw())
                : Verification.NOT_ASKED_FOR.toString();
    }

    private String set(RiskStep.Set set) {
        if (!passcode(set.right()).equals(Verification.VALID.toString())) {
            return "not taken";
        }
        Settings wanted = set.wanted();
        String amount = wanted.above() == RiskProfile.NO_AMOUNT_LIMIT ? "FFFFFFFFFFFF" : n12(wanted.above());
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
