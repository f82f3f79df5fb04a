package dev.tapbench.drivers.person;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.PinSource;
import java.util.Optional;
import java.util.function.Function;

/** Asks a person to type a PIN, and shows nothing of it, also where it is none. */
final class PersonPins implements PinSource {
    private final String address;
    private final Function<String, Optional<String>> asks;
    private final String remedy;

    /**
     * @param address what each prompt begins with
     * @param asks what is typed after a prompt; empty when nobody can type
     * @param remedy what to do then
     */
    PersonPins(String address, Function<String, Optional<String>> asks, String remedy) {
        this.address = address;
        this.asks = asks;
        this.remedy = remedy;
    }

    @Override
    public String keyedIn(Card card, Which which) {
        String wanted = which == Which.RIGHT ? "the PIN of '" + card.id() + "'" : "a wrong PIN for '" + card.id() + "'";
        Answers answers = new Answers(wanted + " was not keyed in");
        String prompt = address + "Type " + wanted + ", 4 to 12 digits. " + Answers.HELP + " Not shown";
        while (true) {
            String line = asks.apply(prompt)
                    .orElseThrow(() -> new DeviceException("nobody typed " + wanted + ": " + remedy))
                    .strip();
            Optional<RuntimeException> refusal = answers.refusal(line);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            if (line.matches("[0-9]{4,12}")) {
                return line;
            }
        }
    }
}
