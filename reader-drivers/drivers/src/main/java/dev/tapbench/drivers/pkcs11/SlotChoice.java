package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.HsmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of a library's tokens a target means. */
final class SlotChoice {
    static final String TOKEN = "token";
    static final String SLOT = "slot";
    static final String INDEX = "slot-index";

    private SlotChoice() {}

    /**
     * Refuses what no library can answer to.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    static void check(Target target) {
        if (Set.of(TOKEN, SLOT, INDEX).stream()
                        .filter(name -> target.option(name).isPresent())
                        .count()
                > 1) {
            throw new IllegalArgumentException(
                    "'" + target + "' has more than one of token, slot and slot-index: expected one");
        }
        if (target.option(TOKEN).filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("'" + target + "' has an empty token: expected the token's label");
        }
        target.option(SLOT).ifPresent(text -> number(target, text));
        target.option(INDEX).ifPresent(text -> number(target, text));
    }

    /**
     * The token meant: by label, by slot, by place in the list, or the only one there.
     *
     * @param usual the label to take where the target names none
     * @throws HsmException when there is none or more than one, naming those that are there
     */
    static Cryptoki.Token find(Target target, Optional<String> usual, List<Cryptoki.Token> tokens) {
        Optional<String> index = target.option(INDEX);
        Optional<String> slot = target.option(SLOT);
        Cryptoki.Token token;
        if (index.isPresent()) {
            long wanted = number(target, index.get());
            token = tokens.stream()
                    .skip(wanted)
                    .findFirst()
                    .orElseThrow(() -> none(target, "no slot with index " + wanted, tokens));
        } else if (slot.isPresent()) {
            long wanted = number(target, slot.get());
            token = tokens.stream()
                    .filter(t -> t.slot() == wanted)
                    .findFirst()
                    .orElseThrow(() -> none(target, "no token in slot " + wanted, tokens));
        } else {
            token = labelled(target, target.option(TOKEN).or(() -> usual), tokens);
        }
        if (!token.initialized()) {
            throw new HsmException("'" + target + "': the token in slot " + token.slot() + " is not initialised; "
                    + Ckr.TOKEN_NOT_RECOGNIZED.remedy());
        }
        if (!token.userPin()) {
            throw new HsmException("'" + target + "': the token '" + token.label() + "' in slot " + token.slot()
                    + " has no user PIN; " + Ckr.USER_PIN_NOT_INITIALIZED.remedy());
        }
        return token;
    }

    private static Cryptoki.Token labelled(Target target, Optional<String> label, List<Cryptoki.Token> tokens) {
        List<Cryptoki.Token> meant = tokens.stream()
                .filter(Cryptoki.Token::initialized)
                .filter(t -> label.isEmpty() || t.label().equals(label.get()))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        String wanted = label.map(l -> "token '" + l + "'").orElse("token");
        if (meant.isEmpty()) {
            throw none(target, "no " + wanted, tokens);
        }
        throw new HsmException("'" + target + "' names " + meant.size() + " tokens, " + listed(meant)
                + ": expected one; choose with ?token=LABEL or ?slot=NUMBER");
    }

    private static HsmException none(Target target, String what, List<Cryptoki.Token> tokens) {
        List<Cryptoki.Token> there =
                tokens.stream().filter(Cryptoki.Token::initialized).toList();
        return new HsmException("'" + target + "': there is " + what + "; "
                + (there.isEmpty()
                        ? "no initialised token is there at all: put one in, or initialise one with the maker's tool"
                        : "there is " + listed(there)));
    }

    private static String listed(List<Cryptoki.Token> tokens) {
        return tokens.stream()
                .map(t -> "'" + t.label() + "' in slot " + t.slot())
                .collect(Collectors.joining(", "));
    }

    private static long number(Target target, String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + target + "' has '" + text + "': expected a number", e);
        }
    }
}
